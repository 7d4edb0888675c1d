import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../api/types';
import { isolated } from '../i18n/format';
import { hoursInWords, listInWords, otherwiseInWords } from './findings';

/** Words a finding by its kind; a kind without words here keeps the message of the API. */
export function useFindingWords(): (finding: Finding) => string {
  const { t, i18n } = useTranslation('simulator');
  return (finding) =>
    i18n.exists(`simulator:finding.${finding.kind}`) ? wordsOf(finding, t, i18n.language) : finding.message;
}

/** A finding in words. Hours, lists and what becomes of the leads come from its arguments. */
export function wordsOf({ kind, args }: Finding, t: TFunction<'simulator'>, language: string): string {
  const say = t as unknown as (key: string, args: Record<string, string>) => string;
  const name = (value: string | undefined) => isolated(language, value ?? '');
  return say(`finding.${kind}`, {
    hours: hoursInWords(t, language, args.weekly ?? '', args.dates ?? ''),
    otherwise: otherwiseInWords(t, args.otherwise ?? '', args.user ?? ''),
    keys: listInWords(language, args.keys ?? ''),
    rules: listInWords(language, args.rules ?? ''),
    users: listInWords(language, args.users ?? ''),
    user: name(args.user),
    field: name(args.field),
  });
}
