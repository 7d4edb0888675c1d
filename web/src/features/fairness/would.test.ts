import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import type { Explained, ExplainedCandidate, NextOfRule } from '../../api/types';
import words from '../../i18n/en/fairness.json';
import { loadsOf, would } from './would';

const language = createInstance();
void language.init({
  lng: 'en',
  resources: { en: { fairness: words } },
  defaultNS: 'fairness',
  interpolation: { escapeValue: false },
  initAsync: false,
});
const t = language.getFixedT('en', 'fairness');
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

const candidate = (user: string, over: Partial<ExplainedCandidate> = {}): ExplainedCandidate => ({
  user,
  weight: 1,
  reason: null,
  balanceBefore: '0.00',
  balanceAfter: '0.33',
  load: 3,
  compensation: '0.00',
  target: 20,
  open: 1,
  lastTurn: null,
  chosen: false,
  ...over,
});

const next = (over: Partial<Explained>): Explained => ({
  at: '2026-11-22T10:00:00',
  rule: 'calls',
  user: 'anna',
  how: 'turns',
  strategy: 'turns',
  skipped: [],
  candidates: [candidate('anna', { chosen: true, balanceAfter: '0.67' }), candidate('bruno')],
  ...over,
});

const said = (explained: Explained) =>
  plain(would(explained, { t, language: 'en', nameOf: (user) => user.toUpperCase() }));

test('whose turn it is is said with the figures that were compared', () => {
  expect(said(next({}))).toBe(
    'ANNA is next: after crediting, their balance of 0.67 is the highest among those who can receive (2).',
  );
});

test('of equals the first in the list is next', () => {
  expect(said(next({ candidates: [candidate('anna', { chosen: true }), candidate('bruno')] }))).toContain(
    'of equals the first',
  );
});

test('who is there alone is next', () => {
  const away = candidate('bruno', { reason: { kind: 'offline' } });
  expect(said(next({ candidates: [candidate('anna', { chosen: true }), away] }))).toBe(
    'ANNA is next: nobody else can receive now.',
  );
});

test('every way in which a lead can go has its words', () => {
  for (const how of ['utilisation', 'least-open', 'priority', 'overflow', 'fallback', 'offered'] as const) {
    const sentence = said(next({ how }));
    expect(sentence).toContain('ANNA');
    expect(sentence).not.toContain('{{');
  }
  expect(said(next({ how: 'waiting', user: '' }))).toContain('wait');
  expect(said(next({ how: 'unassigned', user: '' }))).toContain('nobody');
});

test('bars reach to the fullest, with the mark at the target', () => {
  const rule: NextOfRule = {
    rule: 'calls',
    ledger: 'calls',
    shared: false,
    strategy: 'utilisation',
    open: true,
    count: 'month',
    next: next({
      candidates: [
        candidate('anna', { load: 20, compensation: '5.00' }),
        candidate('bruno', { load: 10 }),
        candidate('carla', { target: 0 }),
      ],
    }),
    caps: [{ user: 'bruno', cap: 'day', limit: 3, held: 1 }],
  };
  const [anna, bruno, carla] = loadsOf(rule);
  expect(anna).toMatchObject({ worked: 80, away: 20, mark: 80, share: 1.25, caps: [] });
  expect(bruno).toMatchObject({ worked: 40, away: 0, mark: 80, caps: rule.caps });
  expect(carla).toMatchObject({ worked: 0, share: null });
});
