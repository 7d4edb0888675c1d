/** The languages of the interface, each by its own name, in the order in which they are offered. */
export const languages = {
  en: 'English',
  it: 'Italiano',
  de: 'Deutsch',
  ru: 'Русский',
  he: 'עברית',
} as const;

export type Language = keyof typeof languages;

export type Direction = 'ltr' | 'rtl';

export const languageCodes = Object.keys(languages) as Language[];

export function isLanguage(code: unknown): code is Language {
  return typeof code === 'string' && code in languages;
}

/** The direction in which a language is read. */
export function directionOf(language: string): Direction {
  return language === 'he' ? 'rtl' : 'ltr';
}

const remembered = 'fairlead-language';

/** The language to begin with: the remembered one, else the first of the browser's that there is, else English. */
export function firstLanguage(): Language {
  const wanted = [read(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find(isLanguage) ?? 'en';
}

/** Remembers the language in this browser; a browser that keeps nothing is no error. */
export function rememberLanguage(language: Language) {
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // Storage can be shut off; the account's language still counts after sign-in.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
}
