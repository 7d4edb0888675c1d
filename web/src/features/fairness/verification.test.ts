import { expect, test } from 'vitest';
import type { VerificationLine, VerificationReport } from '../../api/types';
import { advance, idle, percentOf, type Step, type Verifying } from './verification';

const report: VerificationReport = {
  kind: 'report',
  at: '2026-11-22T10:00:00Z',
  who: 'Head',
  seconds: 2,
  seals: 1,
  sealed: 5,
  unsealed: 0,
  erased: 0,
  recomputed: 5,
  notRecomputed: 0,
  whyNot: null,
  newest: 'ab',
  findings: [],
  moreFindings: 0,
};

const started: Step = { kind: 'started', asked: undefined };
const received = (...lines: VerificationLine[]): Step => ({ kind: 'received', lines });
const played = (...steps: Step[]): Verifying => steps.reduce(advance, idle);

test('it ends with its report', () => {
  const done = played(started, received({ kind: 'progress', what: 'decisions', done: 1, total: 5 }, report), {
    kind: 'ended',
  });
  expect(done.phase).toBe('done');
  expect(done.report).toEqual(report);
});

test('one that is cut off before its report has failed', () => {
  expect(played(started, { kind: 'ended' })).toMatchObject({ phase: 'failed', problem: { slug: 'cut-off' } });
});

test('one that was cancelled takes nothing more in', () => {
  expect(played(started, { kind: 'cancelled' }, received(report)).phase).toBe('cancelled');
});

test('one that is busy says so', () => {
  const busy = played(started, received({ kind: 'problem', slug: 'busy-verification' }));
  expect(busy).toMatchObject({ phase: 'failed', problem: { slug: 'busy-verification' } });
});

test('progress goes on from seals to decisions', () => {
  expect(percentOf(null)).toBe(0);
  expect(percentOf({ what: 'seals', done: 5, total: 5 })).toBe(10);
  expect(percentOf({ what: 'decisions', done: 5, total: 10 })).toBe(55);
});
