import { useTranslation } from 'react-i18next';
import type { Finding, Flaw } from '../../api/types';

/** Words a flaw by its kind in the reader's language; a kind without words here keeps the message of the API. */
export function useFlawWords(): (flaw: Flaw) => string {
  const say = useWords();
  return (flaw) =>
    say(`flaw.${flaw.kind}`, { found: flaw.found ?? '', expected: flaw.expected ?? '' }, flaw.message);
}

/** Words a finding by its kind; a kind without words here keeps the message of the API. */
export function useFindingWords(): (finding: Finding) => string {
  const say = useWords();
  return (finding) => say(`finding.${finding.kind}`, { id: finding.id, ...finding.args }, finding.message);
}

type Say = (key: string, args: Record<string, string>, otherwise: string) => string;

function useWords(): Say {
  const { t, i18n } = useTranslation('simulator');
  const loose = t as unknown as (key: string, args: Record<string, string>) => string;
  return (key, args, otherwise) => (i18n.exists(`simulator:${key}`) ? loose(key, args) : otherwise);
}
