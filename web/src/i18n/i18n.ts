import i18next, { type BackendModule, type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { directionOf, firstLanguage, isLanguage, languageCodes, rememberLanguage } from './languages';

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { import: 'default' });

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

/** Resolves when the shell's texts of the first language are there; each area's texts are loaded with its screen. */
export const textsReady = i18next
  .use(backend)
  .use(initReactI18next)
  .init({
    lng: firstLanguage(),
    supportedLngs: languageCodes,
    fallbackLng: 'en',
    ns: ['shell'],
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
