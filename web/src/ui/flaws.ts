import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flaw } from '../api/types';
import { isolated } from '../i18n/format';

export type FlawKind = Flaw['kind'];

/** Something wrong in settings, with the figures and words that its English message is made of. */
export type FlawParts = Omit<Flaw, 'line' | 'column' | 'kind'> & { kind: string };

/**
 * A flaw in the reader's language.
 *
 * @property english the API's message, where the words leave something of it out; null where they say it all
 */
export interface FlawWords {
  words: string;
  english: string | null;
}

/** How a value of the kind is written. */
const examples: Partial<Record<FlawKind, string>> = {
  'bad-time': '2026-11-23T09:05',
  'bad-date': '2026-11-23',
  'bad-hours': '09:00-17:00, 16:00-09:00',
  'bad-days': 'mon, mon-fri, [mon, wed-thu]',
  'bad-duration': '90s, 15m, 2h, 3d',
  'bad-zone': 'Europe/Rome',
  'bad-region': 'IT, RU',
  'bad-locale': 'it, en-GB',
  'bad-email': 'anna@example.com',
  'unknown-holidays': 'IT, DE-BY',
  'filter-bad-number': '12.5',
  'filter-bad-date': 'date("2026-11-23")',
  'filter-bad-timestamp': 'timestamp("2026-11-23T09:05:00Z")',
  'filter-bad-duration': 'duration("720h")',
};

/** What conditions want at some place, as the API says it, and the hint that says it too. */
const wanted: Record<string, 'field' | 'value' | 'comparison'> = {
  'a field': 'field',
  'a value': 'value',
  'a comparison with a field': 'comparison',
  'a field on one side': 'comparison',
  'a field or a value': 'comparison',
  'a field, a value or a condition': 'comparison',
  'a field, a value or an operator': 'comparison',
};

/** Kinds that their words and what was found say wholly. */
const plain: ReadonlySet<string> = new Set<FlawKind>([
  'unknown-id',
  'duplicate-id',
  'duplicate-key',
  'bad-field',
  'filter-bad-field',
  'filter-too-deep',
  'filter-too-long',
  'filter-unknown-field',
  'filter-unknown-zone',
  'filter-wrong-operator',
  'filter-unlike-types',
  'not-arrived',
  'second-arrival',
  'too-deep',
  'too-many-events',
  'empty',
  'not-text',
]);

/** Words a flaw by its kind; in English, and for a kind without words here, by the message of the API. */
export function useFlawWords(): (flaw: FlawParts) => FlawWords {
  const { t, i18n } = useTranslation('simulator');
  return useCallback(
    (flaw) =>
      i18n.language === 'en' || !i18n.exists(`simulator:flaw.${flaw.kind}`)
        ? { words: '', english: flaw.message }
        : flawWords(flaw, t, i18n.language),
    [t, i18n, i18n.language],
  );
}

/** A flaw of a known kind in words: where, what, what was found, and what would do. */
export function flawWords(flaw: FlawParts, t: TFunction<'simulator'>, language: string): FlawWords {
  const kind = flaw.kind as FlawKind;
  const name = (text: string) => isolated(language, text);
  const hint = hintOf(flaw, kind, t, name);
  const found = kind.startsWith('filter-')
    ? inCondition(kind, flaw.found)
    : (quoted(flaw.found) ?? (kind === 'missing-key' ? word(flaw.expected) : word(flaw.found)));
  const where = /^([a-z][a-z-]*): /.exec(flaw.message)?.[1];
  const what = [t(`flaw.${kind}`), ...(found === null ? [] : [name(found)])].join(' ');
  return {
    words:
      [...(where === undefined ? [] : [name(where)]), what].join(': ') + (hint === null ? '' : `. ${hint}`),
    english:
      hint !== null || plain.has(kind) || (kind === 'missing-key' && found !== null) ? null : flaw.message,
  };
}

function hintOf(
  { expected, message }: FlawParts,
  kind: FlawKind,
  t: TFunction<'simulator'>,
  name: (text: string) => string,
): string | null {
  const meant = /did you mean ["`]([^"`]+)["`]\?/.exec(message)?.[1];
  if (meant !== undefined) return t('flawHint.meant', { word: name(meant) });
  const example = examples[kind];
  if (example !== undefined && !/before the start|pass midnight/.test(message)) {
    return t('flawHint.example', { example: name(example) });
  }
  if (kind.startsWith('filter-')) {
    const symbols = [...(expected ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
    if (symbols.length > 0) return t('flawHint.oneOf', { words: name(symbols.join(', ')) });
    const want = wanted[expected ?? ''];
    return want === undefined ? null : t(`flawHint.${want}`);
  }
  const range = /from (\d+) to (\d+)$/.exec(expected ?? '');
  if (range !== null) return t('flawHint.range', { least: range[1], most: range[2] });
  const words = (expected ?? '').replace(/^one of /, '').split(/, | or /);
  const choice = kind === 'not-allowed' || kind === 'unknown-key' || kind === 'wrong-type';
  return choice && words.length > 1 && words.every((each) => /^[a-z0-9_-]+$/.test(each))
    ? t('flawHint.oneOf', { words: name(words.join(', ')) })
    : null;
}

/** What stands in a condition; null for its end and for figures. */
function inCondition(kind: FlawKind, found: string | null | undefined): string | null {
  const counted = kind === 'filter-too-deep' || kind === 'filter-too-long';
  if (found === null || found === undefined || found === 'the end' || counted) return null;
  return `"${found.replace(/^`|`$/g, '')}"`;
}

/** What stands in quotes; null for anything else. */
function quoted(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && /^".*"$/.test(text) ? text : null;
}

/** An id or a key as it is; null for words of a sentence. */
function word(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && text !== 'null' && /^\S+$/.test(text) ? `"${text}"` : null;
}
