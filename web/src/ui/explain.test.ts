import { expect, test } from 'vitest';
import type { Explained, ExplainedCandidate, How, Reason } from '../api/types';
import { hows } from '../api/types';
import { type Language, languageCodes } from '../i18n/languages';
import { simulatorWords } from '../i18n/simulatorWords';
import { reasonInShort, tell } from './explain';

const names: Record<string, string> = { marina: 'Marina', nadezhda: 'Nadezhda', ursula: 'Ursula' };

function candidate(user: string, over: Partial<ExplainedCandidate> = {}): ExplainedCandidate {
  return {
    user,
    weight: 1,
    reason: null,
    balanceBefore: '0.00',
    balanceAfter: '0.00',
    load: 0,
    compensation: '0.00',
    target: 20,
    open: 0,
    chosen: false,
    ...over,
  };
}

const turn: Explained = {
  at: '2026-11-20T22:54:50',
  rule: 'calls-night',
  user: 'marina',
  how: 'turns',
  strategy: 'turns',
  skipped: [
    { rule: 'written', why: 'when' },
    { rule: 'security', why: 'when' },
    { rule: 'calls-day', why: 'window' },
    { rule: 'experts', why: 'nobody' },
  ],
  candidates: [
    candidate('ursula', { balanceAfter: '0.33' }),
    candidate('marina', { balanceAfter: '0.67', chosen: true }),
    candidate('nadezhda', { reason: { kind: 'off-shift', until: '2026-11-23T09:00' } }),
  ],
};

/** What is told, in one line, without the marks that keep directions apart. */
function told(language: Language, explained: Explained): string {
  const nameOf = (user: string) => names[user] ?? user;
  const { because, credited, leftOut, skipped } = tell(explained, {
    t: simulatorWords(language),
    language,
    lead: 'L14',
    nameOf,
  });
  return [because, ...credited, ...leftOut, ...skipped].join(' ').replace(/[\u2068\u2069]/g, '');
}

test('a turn is told in English', () => {
  expect(told('en', turn)).toBe(
    'Marina got L14 because it was their turn: after crediting, their balance 0.67 was the highest of 2 eligible people. ' +
      'Nadezhda was off shift until Monday 09:00. ' +
      'written and security: their conditions did not hold. calls-day: outside its window. experts: nobody it names was eligible, and it passes such leads on.',
  );
});

test('a turn is told in Italian', () => {
  expect(told('it', turn)).toBe(
    'Marina riceve L14 perché è il suo turno: dopo l’accredito il suo saldo, 0,67, è il più alto tra 2 persone disponibili. ' +
      'Nadezhda era fuori turno (prossimo turno: lunedì 09:00). ' +
      'written e security: le condizioni non erano soddisfatte. calls-day: fuori dalla fascia oraria. experts: nessuno era disponibile e il lead passa oltre.',
  );
});

test('a turn is told in German', () => {
  expect(told('de', turn)).toBe(
    'Marina bekam L14 und war an der Reihe: Nach der Gutschrift war der Saldo 0,67 der höchste unter 2 verfügbaren Personen. ' +
      'Nadezhda war nicht im Dienst (wieder ab Montag, 09:00). ' +
      'written und security: Die Bedingungen trafen nicht zu. calls-day: außerhalb des Zeitfensters. experts: Niemand war verfügbar, und sie gibt solche Leads weiter.',
  );
});

test('a turn is told in Russian', () => {
  expect(told('ru', turn)).toBe(
    'L14 получает Marina: подошла очередь. После начисления баланс 0,67 — наибольший среди 2 доступных человек. ' +
      'Nadezhda: вне смены, начало следующей — понедельник 09:00. ' +
      'written и security: условия не выполнены. calls-day: вне окна по времени. experts: никто не был доступен, и лид пошёл дальше.',
  );
});

test('a turn is told in Hebrew', () => {
  expect(told('he', turn)).toBe(
    'הליד L14 עבר אל Marina כי הגיע התור: אחרי הזיכוי היתרה 0.67 הייתה הגבוהה מבין שני האנשים הזמינים. ' +
      'Nadezhda: מחוץ למשמרת עד יום שני 09:00. ' +
      'written ו-security: התנאים לא התקיימו. calls-day: מחוץ לחלון הזמן. experts: לא היה איש זמין, והליד עבר הלאה.',
  );
});

test('people are counted as the language counts', () => {
  const many = (count: number): Explained => ({
    ...turn,
    skipped: [],
    candidates: Array.from({ length: count }, (_, index) =>
      candidate(`user${index}`, { balanceAfter: index === 0 ? '0.95' : '0.05', chosen: index === 0 }),
    ),
  });
  expect(told('ru', many(21))).toContain('среди 21 доступного человека');
  expect(told('ru', many(22))).toContain('среди 22 доступных человек');
  expect(told('ru', many(25))).toContain('среди 25 доступных человек');
  expect(told('he', many(3))).toContain('מבין 3 אנשים זמינים');
  expect(told('en', many(21))).toContain('of 21 eligible people');
});

test('who is alone eligible needs no comparison', () => {
  const alone = {
    ...turn,
    skipped: [],
    candidates: [candidate('marina', { balanceAfter: '1.00', chosen: true })],
  };
  expect(told('en', alone)).toBe('Marina got L14 as the only eligible person.');
});

test('a tie is told with what settles it', () => {
  const tied = {
    ...turn,
    skipped: [],
    candidates: [
      candidate('marina', { balanceAfter: '0.50', chosen: true }),
      candidate('ursula', { balanceAfter: '0.50' }),
    ],
  };
  expect(told('en', tied)).toContain('of equals the first in the rule');
});

test('who was away is told with what is counted for it', () => {
  const back: Explained = {
    ...turn,
    how: 'utilisation',
    strategy: 'utilisation',
    skipped: [],
    candidates: [
      candidate('ursula', { load: 2, compensation: '3.83', chosen: true }),
      candidate('marina', { load: 6 }),
      candidate('nadezhda', { compensation: '1.00', reason: { kind: 'absent' } }),
    ],
  };
  expect(told('en', back)).toContain('Ursula was away; 3.83 leads are counted for it');
  expect(told('en', back)).not.toContain('Nadezhda was away');
});

test('utilisation is load and compensation over the target', () => {
  const used: Explained = {
    ...turn,
    how: 'utilisation',
    skipped: [],
    candidates: [
      candidate('marina', { load: 7, compensation: '1.50', target: 20, chosen: true }),
      candidate('ursula', { load: 10, compensation: '0.00', target: 20 }),
    ],
  };
  expect(told('en', used)).toContain('their utilisation of 42.5% was the lowest of 2 eligible people');
});

test('many who were left out are counted, not named', () => {
  const crowd = Array.from({ length: 9 }, (_, index) =>
    candidate(`user${index}`, { reason: { kind: 'offline' } }),
  );
  const sentence = told('en', {
    ...turn,
    skipped: [],
    candidates: [...turn.candidates.slice(1, 2), ...crowd],
  });
  expect(sentence).toContain('user3 was not online. 5 more people were left out');
  expect(sentence).not.toContain('user4');
});

const reasons: Reason[] = [
  { kind: 'inactive' },
  { kind: 'missing-skill', skills: ['security', 'italian'] },
  { kind: 'off-shift' },
  { kind: 'off-shift', until: '2026-11-23T09:00' },
  { kind: 'offline' },
  { kind: 'absent' },
  { kind: 'absent', until: '2026-12-08T00:00', absenceKind: 'vacation' },
  { kind: 'absent-soon', from: '2026-11-22' },
  { kind: 'excluded' },
  { kind: 'no-target' },
  { kind: 'full', cap: 'day', limit: 5, held: 5 },
  { kind: 'full', cap: 'week', limit: 5, held: 5 },
  { kind: 'full', cap: 'month', limit: 5, held: 5 },
  { kind: 'full', cap: 'open', limit: 5, held: 5 },
];

for (const language of languageCodes) {
  test(`every how and every reason has its words in ${language}`, () => {
    for (const how of hows) {
      for (const [user, rule] of [
        ['marina', 'calls'],
        ['', 'calls'],
        ['', ''],
      ] as const) {
        expectWords(told(language, { ...turn, how, user, rule }), how);
      }
      for (const reason of reasons) {
        const out = { ...turn, how, candidates: [...turn.candidates, candidate('ursula', { reason })] };
        expectWords(told(language, out), how);
        expectWords(reasonInShort(reason, turn.at, simulatorWords(language), language), how);
      }
    }
  });
}

function expectWords(sentence: string, how: How) {
  expect(sentence, how).not.toMatch(/\{\{|because\.|left\.|reason\.|skipped\.|undefined|null|NaN|Invalid/);
  expect(sentence.trim(), how).not.toBe('');
}
