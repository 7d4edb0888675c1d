import type { TFunction } from 'i18next';
import { isolated, listed, weekdays } from '../../i18n/format';
import type { Surroundings } from './queries';
import type { Candidate, Otherwise, Rule, WindowEntry } from './rule';
import { daysOf } from './week';

type Say = TFunction<'rules'>;

/** The name of a person by their id. */
export function personName(around: Surroundings | undefined, id: string): string {
  return around?.users.find((user) => user.id === id)?.name ?? id;
}

/** The name of a team by its id. */
export function teamName(around: Surroundings | undefined, id: string): string {
  return around?.teams.find((team) => team.id === id)?.name ?? id;
}

/** A rule as a sentence of the reader's language. */
export function sentenceOf(t: Say, language: string, rule: Rule, around: Surroundings | undefined): string {
  const leads =
    rule.when === undefined
      ? t('sentence.all')
      : t('sentence.when', { condition: conditionWords(t, language, rule.when) });
  const hours =
    rule.window === undefined ? '' : t('sentence.hours', { hours: windowWords(t, language, rule.window) });
  const people = peopleWords(t, language, rule, around);
  const how = t(`sentence.how.${(rule.strategy ?? 'turns') as 'turns'}`);
  const end = t('sentence.otherwise', {
    what: otherwiseWords(t, language, rule.otherwise ?? 'hold', around),
  });
  const whole = t('sentence.rule', { leads, hours, people, how });
  return `${whole} ${end}`;
}

/** A condition with signs that read more easily; texts stay as they are, and each comparison reads in its own direction. */
export function conditionWords(t: Say, language: string, when: string): string {
  const words: Record<string, string> = {
    '&&': t('sentence.and'),
    '||': t('sentence.or'),
    '!': t('sentence.not'),
  };
  const parts = [''];
  for (const token of when.split(/("(?:[^"\\]|\\.)*"|&&|\|\||!(?=[\w(]))/)) {
    if (token in words) parts.push(token, '');
    else parts.push(`${parts.pop() ?? ''}${token.startsWith('"') ? token : withSigns(token)}`);
  }
  return parts
    .map((part) => words[part] ?? isolated(language, part.trim()))
    .filter((part) => part !== '')
    .join(' ');
}

function withSigns(text: string): string {
  return text.replaceAll('==', '=').replaceAll('!=', '≠').replaceAll('>=', '≥').replaceAll('<=', '≤');
}

/** A window in words: "Mon–Fri 09:00–19:00, Sat 09:00–17:00". */
export function windowWords(t: Say, language: string, entries: readonly WindowEntry[]): string {
  return entries
    .map((entry) => {
      const hours = isolated(language, (entry.hours ?? '00:00-24:00').replace('-', '–'));
      const next = entry.until === undefined ? '' : ' '.concat(t('sentence.nextDay'));
      return `${dayWordsOf(language, daysOf(entry))} ${hours}${next}`;
    })
    .join(', ');
}

function dayWordsOf(language: string, days: readonly number[]): string {
  const names = weekdays(language, 'short');
  const name = (day: number | undefined) => names[day ?? 0] ?? '';
  const first = days[0];
  const last = days[days.length - 1];
  if (days.length > 2 && (last ?? 0) - (first ?? 0) === days.length - 1)
    return `${name(first)}–${name(last)}`;
  return days.map(name).join(', ');
}

function peopleWords(t: Say, language: string, rule: Rule, around: Surroundings | undefined): string {
  const names = (rule.candidates ?? []).map((each) => {
    const name = isolated(language, candidateName(around, each));
    return each.weight !== undefined && each.weight > 1 ? `${name} (×${each.weight})` : name;
  });
  if (rule['listing-responsibles'] === true) names.push(t('sentence.responsibles'));
  return names.length === 0 ? t('sentence.nobody') : listed(language, names);
}

export function candidateName(around: Surroundings | undefined, { user, team }: Candidate): string {
  return user === undefined ? teamName(around, team ?? '') : personName(around, user);
}

export function otherwiseWords(
  t: Say,
  language: string,
  otherwise: Otherwise,
  around: Surroundings | undefined,
): string {
  if (typeof otherwise === 'object') {
    return t('otherwise.user', { user: isolated(language, personName(around, otherwise.user)) });
  }
  return t(`otherwise.${otherwise as 'hold'}`);
}
