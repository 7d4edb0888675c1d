import type { TFunction } from 'i18next';
import { dayOf, listed, weekdays } from '../i18n/format';

const englishDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Words the hours of a finding: those of every week ("Mon-Fri 00:00-09:00; Sun 00:00-24:00") and those of single
 * dates ("2026-12-25 09:00-19:00; … and 4 more dates until 2027-06-02"), each empty for none.
 */
export function hoursInWords(
  t: TFunction<'simulator'>,
  language: string,
  weekly: string,
  dates: string,
): string {
  const parts = [
    ...(weekly === '' ? [] : [t('hours.weekly', { hours: localDays(language, weekly) })]),
    ...(dates === '' ? [] : [datesInWords(t, language, dates)]),
  ];
  return parts.join('. ');
}

function localDays(language: string, weekly: string): string {
  const names = weekdays(language, 'short');
  return dashed(weekly).replace(/\b[A-Z][a-z]{2}\b/g, (day) => names[englishDays.indexOf(day)] ?? day);
}

function datesInWords(t: TFunction<'simulator'>, language: string, dates: string): string {
  const cut = / and (\d+) more dates until (\S+)$/.exec(dates);
  const named = cut === null ? dates : dates.slice(0, cut.index);
  const hours = dashed(named.replace(/\d{4}-\d\d-\d\d/g, (date) => dayOf(language, date)));
  if (cut === null) return t('hours.dates', { hours });
  return t('hours.moreDates', { hours, count: Number(cut[1]), until: dayOf(language, cut[2] ?? '') });
}

function dashed(hours: string): string {
  return hours.replace(/([\w:])-(?=[\dA-Z])/g, '$1–');
}

/** What becomes of leads that nobody gets: the settings file's word, and the user where it is one. */
export function otherwiseInWords(t: TFunction<'simulator'>, otherwise: string, user: string): string {
  switch (otherwise) {
    case 'hold':
      return t('otherwise.wait');
    case 'next-rule':
      return t('otherwise.nextRule');
    case 'user':
      return t('otherwise.user', { user });
    default:
      return t('otherwise.nobody');
  }
}

/** A list of the API ("anna, bruno") as the language joins it. */
export function listInWords(language: string, list: string): string {
  return listed(language, list === '' ? [] : list.split(', '));
}
