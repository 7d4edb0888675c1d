import i18next, { type TFunction } from 'i18next';
import { expect, test } from 'vitest';
import contract from '../../../api/openapi.json';
import { languageCodes } from '../i18n/languages';
import { flawWords } from './flaws';

const texts = import.meta.glob<Record<string, unknown>>('../i18n/*/simulator.json', { import: 'default' });
const kinds: string[] = contract.components.schemas.SettingsFlaw.properties.kind.enum;

async function wordsIn(language: string): Promise<TFunction<'simulator'>> {
  const own = i18next.createInstance();
  await own.init({
    lng: language,
    ns: ['simulator'],
    defaultNS: 'simulator',
    interpolation: { escapeValue: false },
    resources: { [language]: { simulator: (await texts[`../i18n/${language}/simulator.json`]?.()) ?? {} } },
  });
  return own.getFixedT(language, 'simulator') as TFunction<'simulator'>;
}

for (const language of languageCodes) {
  test(`every kind of flaw that the server can send has its words in ${language}`, async () => {
    const t = await wordsIn(language);
    expect(kinds.length).toBeGreaterThan(20);
    for (const kind of kinds) {
      const { words } = flawWords({ kind, found: 'x', expected: null, message: 'wrong' }, t, language);
      expect(words, kind).not.toContain('flaw.');
      expect(words, kind).not.toBe('');
    }
  });
}

test('a flaw says where it is, what was found and what would do', async () => {
  const t = await wordsIn('de');
  const said = (kind: string, found: string | null, expected: string | null, message: string) =>
    flawWords({ kind, found, expected, message }, t, 'de');
  expect(
    said('bad-number', '"0"', 'a whole number from 1 to 1000000', 'weight: found "0", expected …').words,
  ).toBe('weight: Zahl unzulässig "0". Von 1 bis 1000000.');
  expect(
    said('unknown-id', 'dya', 'the id of …', 'schedule: there is no schedule "dya"; did you mean "day"?')
      .words,
  ).toBe('schedule: Nennt etwas, das es nicht gibt "dya". Gemeint war day?');
  expect(said('not-allowed', '"maybe"', 'on or off', 'known: found "maybe", expected on or off')).toEqual({
    words: 'known: Hier nicht erlaubt "maybe". Möglich: on, off.',
    english: null,
  });
});

test('what the words leave out is said in English behind them', async () => {
  const t = await wordsIn('it');
  const message = 'when: this text has no end: a quote is missing on its line';
  expect(
    flawWords({ kind: 'filter-bad-text', found: '"MI', expected: 'a quote', message }, t, 'it').english,
  ).toBe(message);
});

test('what is wrong in a condition is said with what stands there and what could', async () => {
  const t = await wordsIn('de');
  const said = (kind: string, found: string, expected: string, message: string) =>
    flawWords({ kind: `filter-${kind}`, found, expected, message }, t, 'de');
  expect(said('unexpected', '=', '`==`', 'when: `=` is not an operator: write `==` to compare')).toEqual({
    words: 'when: In der Bedingung wurde etwas anderes erwartet "=". Möglich: ==.',
    english: null,
  });
  expect(
    said(
      'unknown-field',
      '`provnce`',
      'a field of the company',
      'no field `provnce`; did you mean `province`?',
    ),
  ).toEqual({ words: 'Dieses Feld gibt es nicht "provnce". Gemeint war province?', english: null });
  expect(said('unexpected', 'the end', 'a field', 'expected a field, found the end').words).toBe(
    'In der Bedingung wurde etwas anderes erwartet. Hierher gehört ein Feld.',
  );
});
