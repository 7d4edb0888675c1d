import { expect, test } from 'vitest';
import { languageCodes } from './languages';

type Texts = { [key: string]: string | Texts };

const files = import.meta.glob<Texts>('./*/*.json', { import: 'default', eager: true });
const sources = Object.values(
  import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts', '!../house/**'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);
const areas = [...new Set(Object.keys(files).map((path) => path.split('/')[2] ?? ''))];
const suffix = /_(zero|one|two|few|many|other)$/;

function flat(texts: Texts, before = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${before}${key}`, value] as [string, string]]
      : flat(value, `${before}${key}.`),
  );
}

function textsOf(language: string, area: string): Map<string, string> {
  const found = files[`./${language}/${area}`];
  if (found === undefined) throw new Error(`no texts at ${language}/${area}`);
  return new Map(flat(found));
}

function expectedKeys(language: string, area: string): string[] {
  const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const bases = [...textsOf('en', area).keys()].map((key) => key.replace(suffix, ''));
  const counted = new Set([...textsOf('en', area).keys()].filter((key) => suffix.test(key)).map(baseOf));
  return [...new Set(bases)].flatMap((key) =>
    counted.has(key) ? plurals.map((plural) => `${key}_${plural}`) : [key],
  );
}

function baseOf(key: string): string {
  return key.replace(suffix, '');
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))].sort();
}

for (const language of languageCodes) {
  for (const area of areas) {
    test(`${language}/${area} has every text in every plural form of its language, and no other`, () => {
      expect([...textsOf(language, area).keys()].sort()).toEqual(expectedKeys(language, area).sort());
    });

    test(`${language}/${area} fills in the same figures and names as English`, () => {
      for (const [key, text] of textsOf(language, area)) {
        const english = textsOf('en', area);
        const allowed = english.get(key) ?? english.get(`${baseOf(key)}_other`) ?? '';
        const left = placeholders(allowed).filter((each) => !placeholders(text).includes(each));
        const counting = suffix.test(key) ? ['count', 'figure'] : [];
        expect(placeholders(allowed), `${key}: ${text}`).toEqual(expect.arrayContaining(placeholders(text)));
        expect(
          left.filter((each) => !counting.includes(each)),
          `${key}: ${text}`,
        ).toEqual(/\.turns_|\.turnsTied_/.test(key) ? left.filter((each) => !counting.includes(each)) : []);
        expect(text.trim(), key).not.toBe('');
      }
    });
  }
}

test('every text is used, and every way of putting keys together finds one', () => {
  const literals = sources.flatMap((source) =>
    [...source.matchAll(/'([\w.-]+)'|`([\w.:-]*\$\{[^`]+)`/g)].map((match) => match[1] ?? match[2] ?? ''),
  );
  const fixed = new Set(literals.filter((each) => !each.includes('${')));
  const patterns = literals
    .filter((each) => /^[\w-]+(?::[\w-]+)?\.\$\{|^[\w-]+\.[\w.-]*\$\{/.test(each))
    .map(
      (each) =>
        new RegExp(
          `^${each
            .replace(/^\w+:/, '')
            .replace(/\$\{[^}]*\}/g, '[\\w-]+')
            .replaceAll('.', '\\.')}$`,
        ),
    );
  const keys = areas.flatMap((area) => [...textsOf('en', area).keys()].map(baseOf));
  const unused = keys.filter((key) => !fixed.has(key) && !patterns.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
  expect(patterns.length).toBeGreaterThan(5);
});
