import { expect, test } from 'vitest';
import type { Assignment, RunMessage } from '../../api/types';
import { draftOf } from './draft';
import { advance, idle, type Run, type RunStep } from './run';

const row = (number: number): Assignment => ({
  number,
  at: '2026-11-23T09:05:00',
  lead: `L${number}`,
  rule: 'calls',
  user: 'marina',
  how: 'turns',
});

const summary = {
  leads: 3,
  assignments: 3,
  waiting: 0,
  unassigned: 0,
  largestDeviation: '0.67',
  ledgers: [],
};

function after(...steps: RunStep[]): Run {
  return steps.reduce((run, step) => advance(run, step), idle);
}

const started: RunStep = { kind: 'started', asked: draftOf('company: {}') };
const received = (...lines: RunMessage[]): RunStep => ({ kind: 'received', lines });

test('a run grows with its lines and is done with the last', () => {
  const run = after(
    started,
    received({ kind: 'progress', done: 1, total: 3 }, { kind: 'assignments', rows: [row(1)] }),
    received({ kind: 'assignments', rows: [row(2), row(3)] }, { kind: 'progress', done: 3, total: 3 }),
    received({ kind: 'summary', ...summary }, { kind: 'people', rows: [{ id: 'marina', name: 'Марина' }] }),
    received({ kind: 'done' }),
  );
  expect(run.phase).toBe('done');
  expect(run.rows.map((each) => each.number)).toEqual([1, 2, 3]);
  expect(run.progress).toEqual({ done: 3, total: 3 });
  expect(run.summary).toEqual(summary);
  expect(run.names.get('marina')).toBe('Марина');
});

test('a new run forgets the former one', () => {
  const settings = draftOf('b');
  const run = after(started, received({ kind: 'assignments', rows: [row(1)] }), {
    kind: 'started',
    asked: settings,
  });
  expect(run).toEqual({ ...idle, phase: 'running', settings });
});

test('the stream may end only after its last line', () => {
  expect(after(started, received({ kind: 'done' }), { kind: 'ended' }).phase).toBe('done');
  const cut = after(started, received({ kind: 'assignments', rows: [row(1)] }), { kind: 'ended' });
  expect(cut).toMatchObject({ phase: 'failed', problem: { slug: 'cut-off' } });
  expect(cut.rows).toHaveLength(1);
});

test('a problem in the stream ends the run and keeps what had come', () => {
  const run = after(
    started,
    received({ kind: 'assignments', rows: [row(1)] }, { kind: 'problem', slug: 'too-slow' }),
  );
  expect(run).toMatchObject({ phase: 'failed', problem: { slug: 'too-slow' } });
  expect(run.rows).toHaveLength(1);
});

test('a cancelled run takes nothing more in', () => {
  const run = after(started, { kind: 'cancelled' }, received({ kind: 'done' }), {
    kind: 'failed',
    problem: 'late',
  });
  expect(run.phase).toBe('cancelled');
});

test('without a run there is nothing to cancel', () => {
  expect(after({ kind: 'cancelled' })).toBe(idle);
});
