import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import texts from '../../i18n/en/rules.json';
import type { Surroundings } from './queries';
import { conditionWords, sentenceOf } from './words';

const t = ((key: string, args: Record<string, string> = {}) => {
  const found = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], texts);
  return String(found).replace(/\{\{(\w+)\}\}/g, (_, name: string) => args[name] ?? '');
}) as unknown as TFunction<'rules'>;

const around = {
  users: [
    { id: 'ursula', name: 'Ursula', active: true, technical: false, skills: [] },
    { id: 'marina', name: 'Marina', active: true, technical: false, skills: [] },
  ],
  teams: [],
} as unknown as Surroundings;

test('a rule reads as a sentence', () => {
  const rule = {
    id: 'calls-night',
    when: 'source == "call"',
    window: [{ days: 'mon-fri', hours: '16:00-09:00', until: 'next-listed-day' as const }],
    candidates: [{ user: 'ursula' }, { user: 'marina', weight: 2 }],
    otherwise: { user: 'ursula' },
  };
  expect(sentenceOf(t, 'en', rule, around)).toBe(
    'Leads with source = "call", Mon–Fri 16:00–09:00 of the next listed day, go to Ursula and Marina (×2): by fair turns. If nobody can: Ursula gets it.',
  );
});

test('signs inside of texts stay as they are', () => {
  expect(conditionWords(t, 'en', 'name == "a && b != c" && !has(email) || budget >= 5')).toBe(
    'name = "a && b != c" and not has(email) or budget ≥ 5',
  );
});
