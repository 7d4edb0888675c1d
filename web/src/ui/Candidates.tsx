import { Box } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explained, ExplainedCandidate, Strategy } from '../api/types';
import { decimal, difference, moment, percentage, whole } from '../i18n/format';
import { reasonInShort, utilisation } from './explain';
import { Icon } from './Icon';
import classes from './Told.module.css';

type Show = (candidate: ExplainedCandidate, language: string) => string;

const columns = {
  weight: (row, language) => whole(language, row.weight),
  before: (row, language) => difference(language, row.balanceBefore),
  after: (row, language) => difference(language, row.balanceAfter),
  utilisation: (row, language) => {
    const share = utilisation(row);
    return share === null ? '–' : percentage(language, share);
  },
  load: (row, language) => whole(language, row.load),
  compensation: (row, language) => decimal(language, row.compensation),
  target: (row, language) => (row.target == null ? '–' : whole(language, row.target)),
  open: (row, language) => whole(language, row.open),
  lastTurn: (row, language) => (row.lastTurn == null ? '–' : moment(language, row.lastTurn)),
} satisfies Record<string, Show>;

type Column = keyof typeof columns;

/** The figures that a strategy compares; without one the balances and what each person holds. */
function columnsOf(strategy: Strategy | null): Column[] {
  switch (strategy) {
    case 'utilisation':
      return ['utilisation', 'load', 'compensation', 'target', 'lastTurn'];
    case 'least-open':
      return ['weight', 'open', 'lastTurn'];
    case 'turns':
    case 'claim':
    case 'priority':
      return ['weight', 'before', 'after'];
    case null:
      return ['weight', 'before', 'after', 'load', 'open'];
  }
}

/** The candidates of a decision in listed order, each with the reason for being left out or the figures compared. */
export function Candidates({
  explained,
  nameOf,
}: {
  explained: Explained;
  nameOf: (user: string) => string;
}) {
  const { t, i18n } = useTranslation('simulator');
  const language = i18n.language;
  const { candidates } = explained;
  const shown = columnsOf(explained.strategy);
  return (
    <Box component="section" className={classes.scroll} tabIndex={0} aria-label={t('candidates.title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.person')}</th>
            <th scope="col">{t('candidates.state')}</th>
            {shown.map((column) => (
              <th key={column} scope="col" className={classes.figure}>
                {t(`candidates.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {candidates.map((candidate) => (
            <tr key={candidate.user} className={candidate.chosen ? classes.chosen : ''}>
              <th scope="row">{nameOf(candidate.user)}</th>
              <td className={classes.state}>{stateOf(candidate, explained.at, t, language)}</td>
              {shown.map((column) => (
                <td key={column} className={`figures ${classes.figure}`}>
                  <bdi>{columns[column](candidate, language)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}

function stateOf(
  candidate: ExplainedCandidate,
  at: string,
  t: TFunction<'simulator'>,
  language: string,
): ReactNode {
  if (candidate.chosen) {
    return (
      <span className={classes.badge}>
        <Icon name="check" size={13} /> {t('candidates.chosen')}
      </span>
    );
  }
  if (candidate.reason === null) return t('candidates.eligible');
  return <span className="quiet">{reasonInShort(candidate.reason, at, t, language)}</span>;
}
