import type { TFunction } from 'i18next';
import type { Explained, NextOfRule } from '../../api/types';
import { decimal, isolated, listed, percentage, whole } from '../../i18n/format';
import { utilisation } from '../../ui/explain';

interface Telling {
  t: TFunction<'fairness'>;
  language: string;
  nameOf: (user: string) => string;
}

/** Who would get a lead now, and why, in a sentence. */
export function would(next: Explained, { t, language, nameOf }: Telling): string {
  const person = isolated(language, nameOf(next.user));
  const eligible = next.candidates.filter((candidate) => candidate.reason === null);
  const chosen = next.candidates.find((candidate) => candidate.chosen);
  switch (next.how) {
    case 'turns':
    case 'utilisation':
    case 'least-open':
    case 'priority': {
      if (chosen === undefined) return t('would.plain', { person });
      if (eligible.length === 1) return t('would.only', { person });
      const others = eligible.filter((candidate) => !candidate.chosen);
      const tied = others.some((each) => each.balanceAfter === chosen.balanceAfter);
      const share = utilisation(chosen);
      if (next.how === 'utilisation' && share === null) return t('would.plain', { person });
      return t(next.how === 'turns' && tied ? 'would.turnsTied' : `would.${next.how}`, {
        person,
        count: eligible.length,
        balance: isolated(language, decimal(language, chosen.balanceAfter)),
        percent: percentage(language, share ?? 0),
        open: whole(language, chosen.open),
      });
    }
    case 'offered':
      return t('would.offered', {
        people: listed(
          language,
          eligible.map((each) => isolated(language, nameOf(each.user))),
        ),
      });
    case 'overflow':
    case 'fallback':
      return t(`would.${next.how}`, { person });
    case 'waiting':
    case 'unassigned':
      return t(`would.${next.how}`);
    case 'claim':
    case 'known-owner':
    case 'known-former':
    case 'held':
    case 'manual':
      return t('would.plain', { person });
  }
}

/** What a person has of a target. Widths are in per cent of the bar, which reaches to the fullest of all. */
export interface Load {
  user: string;
  load: number;
  compensation: string;
  target: number;
  share: number | null;
  worked: number;
  away: number;
  /** Where the target is. */
  mark: number;
  caps: NextOfRule['caps'];
}

/** The loads of a rule's candidates, in listed order. */
export function loadsOf({ next, caps }: NextOfRule): Load[] {
  const fullest = Math.max(1, ...next.candidates.map((candidate) => utilisation(candidate) ?? 0));
  return next.candidates.map((candidate) => {
    const target = candidate.target ?? 0;
    const width = (leads: number) => (target === 0 ? 0 : (100 * leads) / target / fullest);
    return {
      user: candidate.user,
      load: candidate.load,
      compensation: candidate.compensation,
      target,
      share: utilisation(candidate),
      worked: width(candidate.load),
      away: width(Number(candidate.compensation)),
      mark: 100 / fullest,
      caps: caps.filter((cap) => cap.user === candidate.user),
    };
  });
}
