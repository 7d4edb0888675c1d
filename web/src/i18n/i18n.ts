import i18next, { type BackendModule, type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { directionOf, firstLanguage, isLanguage, languageCodes, rememberLanguage } from './languages';

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { import: 'default' });

const areas = Object.keys(files)
  .filter((path) => path.startsWith('./en/'))
  .map((path) => path.slice('./en/'.length, -'.json'.length));

const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language: string, area: string, done: ReadCallback) {
    const load = files[`./${language}/${area}.json`];
    if (load === undefined) {
      done(new Error(`No texts at ${language}/${area}`), null);
      return;
    }
    load().then(
      (texts) => done(null, texts),
      (error: Error) => done(error, null),
    );
  },
};

function turnThePage(language: string) {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

i18next.on('languageChanged', (language) => {
  turnThePage(language);
  if (isLanguage(language)) rememberLanguage(language);
});

/**
 * Resolves when all texts of the first language are there. A part of a screen that had to wait for its own would take
 * the whole screen out of sight for that while, and close what is open on it.
 */
export const textsReady = i18next
  .use(backend)
  .use(initReactI18next)
  .init({
    lng: firstLanguage(),
    supportedLngs: languageCodes,
    // Every text is there in every language.
    fallbackLng: false,
    ns: areas,
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
