import { expect, test } from 'vitest';
import english from '../i18n/en/simulator.json';
import { languageCodes } from '../i18n/languages';
import { simulatorWords } from '../i18n/simulatorWords';
import { wordsOf } from './words';

const uncaught = {
  id: 'call',
  kind: 'uncaught',
  message: '',
  args: { weekly: 'Mon-Fri 00:00-09:00, 19:00-24:00; Sun 00:00-24:00', dates: '', otherwise: 'unassigned' },
};

test('uncaught hours are told with the days of the language', () => {
  expect(wordsOf(uncaught, simulatorWords('en'), 'en')).toBe(
    'No rule takes leads of this source; they reach nobody. Every week: Mon–Fri 00:00–09:00, 19:00–24:00; Sun 00:00–24:00',
  );
  expect(wordsOf(uncaught, simulatorWords('it'), 'it')).toBe(
    'Nessuna regola prende i lead di questa fonte: non raggiungono nessuno. Ogni settimana: lun–ven 00:00–09:00, 19:00–24:00; dom 00:00–24:00',
  );
});

test('dates are told in full, with how many more there are', () => {
  const dates = '2026-12-25 09:00-19:00; 2027-01-01 09:00-19:00 and 4 more dates until 2027-06-02';
  const finding = {
    ...uncaught,
    kind: 'nobody',
    args: { weekly: '', dates, otherwise: 'user', user: 'anna' },
  };
  expect(wordsOf(finding, simulatorWords('en'), 'en')).toBe(
    'While nobody is there, its leads go to anna. Dates: 25 December 2026 09:00–19:00; 1 January 2027 09:00–19:00 and 4 more until 2 June 2027',
  );
});

test('every finding has its words in every language', () => {
  const args = {
    weekly: 'Sat 09:00-17:00',
    dates: '',
    otherwise: 'hold',
    rules: 'a, b',
    users: 'anna',
    user: 'anna',
    field: 'x',
    keys: 'within, then',
  };
  const kinds = Object.keys(english.finding);
  expect(kinds).toHaveLength(14);
  for (const language of languageCodes) {
    for (const kind of kinds) {
      expect(wordsOf({ id: 'r', kind, args, message: '' }, simulatorWords(language), language)).not.toMatch(
        /\{\{|finding\.|undefined/,
      );
    }
  }
});
