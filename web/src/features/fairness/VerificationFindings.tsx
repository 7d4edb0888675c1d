import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { VerificationFinding, VerificationReport } from '../../api/types';
import { instant, isolated, listed, whole } from '../../i18n/format';
import { useZone } from '../../ui/useZone';
import classes from './Fairness.module.css';

type Difference = VerificationFinding['differences'][number];
type Gap = NonNullable<VerificationReport['whyNot']>;

/** What a verification found, each in a sentence, with the way to its lead. */
export function VerificationFindings({ findings }: { findings: VerificationFinding[] }) {
  const { t } = useTranslation('verification');
  const words = useFindingWords();
  return (
    <ul className={classes.findings}>
      {findings.map((finding) => {
        const lead = finding.lead ?? finding.why?.lead;
        return (
          <li key={`${finding.kind} ${JSON.stringify(finding.values)}`}>
            {words(finding)}{' '}
            {lead && (
              <Link to="/leads/$id" params={{ id: lead }}>
                {t('toLead')}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function useFindingWords(): (finding: VerificationFinding) => string {
  const { t, i18n } = useTranslation('verification');
  const gapWords = useGapWords();
  const differenceWords = useDifferenceWords();
  const language = i18n.language;
  return ({ kind, values, differences, why }) => {
    const figures = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, whole(language, value)]),
    );
    return t(`findings.${kind}`, {
      ...figures,
      figure: figures.count,
      differences: listed(language, differences.map(differenceWords)),
      why: why ? gapWords(why) : '',
    });
  };
}

/** Says what is missing of what was recorded. */
export function useGapWords(): (gap: Gap) => string {
  const { t, i18n } = useTranslation('verification');
  return ({ kind, about }) => t(`gap.${kind}`, { about: isolated(i18n.language, about) });
}

function useDifferenceWords(): (difference: Difference) => string {
  const { t, i18n } = useTranslation('verification');
  const { t: decisions } = useTranslation('simulator');
  const language = i18n.language;
  const zone = useZone();
  const value = (what: string, text: string) => {
    if (text === '') return t('nothing');
    if (what === 'how') return decisions(`how.${text as 'turns'}`, { defaultValue: text });
    return isolated(language, what === 'instant' ? instant(language, zone, text) : text);
  };
  return ({ what, was, is }) => {
    const place = what.startsWith('explanation') ? what.slice('explanation/'.length) : null;
    return t('difference', {
      what:
        place === null
          ? t(`what.${what as 'rule'}`)
          : t('what.explanation', { place: isolated(language, place) }),
      was: value(what, was),
      is: value(what, is),
    });
  };
}
