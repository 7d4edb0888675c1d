import { createInstance, type TFunction } from 'i18next';
import type { Language } from './languages';

const texts = import.meta.glob<Record<string, unknown>>('./*/simulator.json', {
  import: 'default',
  eager: true,
});

const known = new Map<Language, TFunction<'simulator'>>();

/** The simulator's words in a language, all at once and without a page: for tests. */
export function simulatorWords(language: Language): TFunction<'simulator'> {
  const found = known.get(language) ?? load(language);
  known.set(language, found);
  return found;
}

function load(language: Language): TFunction<'simulator'> {
  const words = createInstance();
  void words.init({
    lng: language,
    resources: { [language]: { simulator: texts[`./${language}/simulator.json`] ?? {} } },
    defaultNS: 'simulator',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return words.getFixedT(language, 'simulator');
}
