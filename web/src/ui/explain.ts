import type { TFunction } from 'i18next';
import type { Explained, ExplainedCandidate, Reason, Why } from '../api/types';
import { decimal, isolated, listed, percentage, until, whole } from '../i18n/format';

/** Who reads, about which lead, and how people are called. */
export interface Telling {
  t: TFunction<'simulator'>;
  language: string;
  lead: string;
  nameOf: (user: string) => string;
}

/** An explanation in words: why it came so, who is credited for an absence, who was left out and why, and so on. */
export interface Told {
  because: string;
  credited: string[];
  leftOut: string[];
  skipped: string[];
}

/** The most people whose being left out is told one by one; the table shows all. */
const namedAtMost = 4;

/** Words a decision in the reader's language. */
export function tell(explained: Explained, telling: Telling): Told {
  return {
    because: because(explained, telling),
    credited: credited(explained, telling),
    leftOut: leftOut(explained, telling),
    skipped: skipped(explained, telling),
  };
}

function because(explained: Explained, { t, language, lead, nameOf }: Telling): string {
  const words = {
    lead: isolated(language, lead),
    person: isolated(language, nameOf(explained.user)),
    rule: isolated(language, explained.rule),
  };
  const chosen = explained.candidates.find((candidate) => candidate.chosen);
  const eligible = explained.candidates.filter((candidate) => candidate.reason === null);
  const count = eligible.length;
  switch (explained.how) {
    case 'turns':
    case 'utilisation':
    case 'least-open':
    case 'priority':
      if (chosen === undefined) return t('because.plain', words);
      if (count === 1) return t('because.only', words);
      return compared(explained.how, chosen, eligible, words, { t, language });
    case 'claim':
      return t('because.claim', { ...words, count });
    case 'known-owner':
      return t('because.knownOwner', words);
    case 'known-former':
      return t('because.knownFormer', words);
    case 'overflow':
      return t('because.overflow', words);
    case 'held':
      return t('because.held', words);
    case 'fallback':
      return t('because.fallback', words);
    case 'manual':
      return explained.user === '' ? t('because.manualNobody', words) : t('because.manual', words);
    case 'offered':
      return t('because.offered', { ...words, people: namesOf(eligible, language, nameOf) });
    case 'waiting':
      return explained.rule === '' ? t('because.waitingCompany', words) : t('because.waiting', words);
    case 'unassigned':
      return explained.rule === '' ? t('because.unassigned', words) : t('because.unassignedRule', words);
  }
}

function namesOf(people: ExplainedCandidate[], language: string, nameOf: (user: string) => string): string {
  return listed(
    language,
    people.map((each) => isolated(language, nameOf(each.user))),
  );
}

function compared(
  how: 'turns' | 'utilisation' | 'least-open' | 'priority',
  chosen: ExplainedCandidate,
  eligible: ExplainedCandidate[],
  words: { lead: string; person: string; rule: string },
  { t, language }: Pick<Telling, 't' | 'language'>,
): string {
  const count = eligible.length;
  const others = eligible.filter((candidate) => !candidate.chosen);
  const tied = (figure: (candidate: ExplainedCandidate) => unknown) =>
    others.some((candidate) => figure(candidate) === figure(chosen));
  switch (how) {
    case 'turns': {
      const balance = decimal(language, chosen.balanceAfter);
      const facts = { ...words, count, balance };
      return tied((each) => each.balanceAfter) ? t('because.turnsTied', facts) : t('because.turns', facts);
    }
    case 'utilisation': {
      const share = utilisation(chosen);
      if (share === null) return t('because.plain', words);
      const facts = { ...words, count, percent: percentage(language, share) };
      return tied(utilisation) ? t('because.utilisationTied', facts) : t('because.utilisation', facts);
    }
    case 'least-open': {
      const facts = { ...words, count, open: whole(language, chosen.open) };
      return tied((each) => each.open / each.weight)
        ? t('because.leastOpenTied', facts)
        : t('because.leastOpen', facts);
    }
    case 'priority':
      return t('because.priority', { ...words, count });
  }
}

/** (load + compensation) / target, for display alone; the engine compares it exactly. */
export function utilisation(candidate: ExplainedCandidate): number | null {
  if (!candidate.target) return null;
  return (candidate.load + Number(candidate.compensation)) / candidate.target;
}

/** Who could have had the lead and was away before; only a rule by utilisation counts that. */
function credited(explained: Explained, { t, language, nameOf }: Telling): string[] {
  if (explained.strategy !== 'utilisation') return [];
  return explained.candidates
    .filter((candidate) => candidate.reason === null && Number(candidate.compensation) > 0)
    .slice(0, namedAtMost)
    .map((candidate) =>
      t('credited', {
        name: isolated(language, nameOf(candidate.user)),
        leads: decimal(language, candidate.compensation),
      }),
    );
}

function leftOut(explained: Explained, { t, language, nameOf }: Telling): string[] {
  const out = explained.candidates.filter((candidate) => candidate.reason !== null);
  const told = out
    .slice(0, out.length > namedAtMost + 1 ? namedAtMost : out.length)
    .flatMap(({ user, reason }) =>
      reason === null
        ? []
        : [leftOutBecause(reason, isolated(language, nameOf(user)), explained.at, { t, language })],
    );
  const more = out.length - told.length;
  return more > 0 ? [...told, t('left.more', { count: more })] : told;
}

function leftOutBecause(
  reason: Reason,
  name: string,
  at: string,
  { t, language }: Pick<Telling, 't' | 'language'>,
): string {
  switch (reason.kind) {
    case 'inactive':
      return t('left.inactive', { name });
    case 'missing-skill':
      return t('left.missingSkill', {
        name,
        skills: listed(language, reason.skills),
        count: reason.skills.length,
      });
    case 'off-shift':
      return reason.until
        ? t('left.offShiftUntil', { name, until: until(language, reason.until, at) })
        : t('left.offShift', { name });
    case 'offline':
      return t('left.offline', { name });
    case 'absent':
      return reason.until
        ? t('left.absentUntil', { name, until: until(language, reason.until, at) })
        : t('left.absent', { name });
    case 'absent-soon':
      return t('left.absentSoon', { name, from: until(language, reason.from, at) });
    case 'excluded':
      return t('left.excluded', { name });
    case 'no-target':
      return t('left.noTarget', { name });
    case 'full':
      return t(`left.full.${reason.cap}`, {
        name,
        limit: whole(language, reason.limit),
        held: whole(language, reason.held),
      });
  }
}

/** A reason in a few words, for the table. */
export function reasonInShort(
  reason: Reason,
  at: string,
  t: TFunction<'simulator'>,
  language: string,
): string {
  switch (reason.kind) {
    case 'inactive':
      return t('reason.inactive');
    case 'missing-skill':
      return t('reason.missingSkill', { skills: listed(language, reason.skills) });
    case 'off-shift':
      return reason.until
        ? t('reason.offShiftUntil', { until: until(language, reason.until, at) })
        : t('reason.offShift');
    case 'offline':
      return t('reason.offline');
    case 'absent':
      return reason.until
        ? t('reason.absentUntil', { until: until(language, reason.until, at) })
        : t('reason.absent');
    case 'absent-soon':
      return t('reason.absentSoon', { from: until(language, reason.from, at) });
    case 'excluded':
      return t('reason.excluded');
    case 'no-target':
      return t('reason.noTarget');
    case 'full':
      return t(`reason.full.${reason.cap}`, {
        limit: whole(language, reason.limit),
        held: whole(language, reason.held),
      });
  }
}

function skipped(explained: Explained, { t, language }: Telling): string[] {
  const rulesBy = (why: Why) =>
    explained.skipped.filter((each) => each.why === why).map((each) => isolated(language, each.rule));
  return (['when', 'window', 'nobody'] as const).flatMap((why) => {
    const rules = rulesBy(why);
    return rules.length === 0
      ? []
      : [t(`skipped.${why}`, { rules: listed(language, rules), count: rules.length })];
  });
}
