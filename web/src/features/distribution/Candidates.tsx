import { Box } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explained, ExplainedCandidate } from '../../api/types';
import { decimal, difference, momentInShort, whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import classes from './Explanation.module.css';
import { percentage, reasonInShort, utilisation } from './explain';

interface Column {
  key:
    | 'weight'
    | 'before'
    | 'after'
    | 'utilisation'
    | 'load'
    | 'compensation'
    | 'target'
    | 'open'
    | 'lastTurn';
  has: (candidate: ExplainedCandidate) => boolean;
  show: (candidate: ExplainedCandidate, language: string) => string;
}

const columns: Column[] = [
  { key: 'weight', has: () => true, show: (row, language) => whole(language, row.weight) },
  {
    key: 'before',
    has: (row) => row.balanceBefore !== null,
    show: (row, language) => difference(language, row.balanceBefore ?? '0.00'),
  },
  {
    key: 'after',
    has: (row) => row.balanceAfter !== null,
    show: (row, language) => difference(language, row.balanceAfter ?? '0.00'),
  },
  {
    key: 'utilisation',
    has: (row) => utilisation(row) !== null,
    show: (row, language) => percentage(language, utilisation(row)),
  },
  { key: 'load', has: (row) => row.load !== null, show: (row, language) => whole(language, row.load ?? 0) },
  {
    key: 'compensation',
    has: (row) => row.compensation !== null && Number(row.compensation) !== 0,
    show: (row, language) => decimal(language, row.compensation ?? '0.00'),
  },
  {
    key: 'target',
    has: (row) => row.target !== null,
    show: (row, language) => whole(language, row.target ?? 0),
  },
  { key: 'open', has: (row) => row.open !== null, show: (row, language) => whole(language, row.open ?? 0) },
  {
    key: 'lastTurn',
    has: (row) => row.lastTurn !== null,
    show: (row, language) => momentInShort(language, row.lastTurn ?? ''),
  },
];

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
  const shown = columns.filter((column) => candidates.some(column.has));
  return (
    <Box component="section" className={classes.scroll} tabIndex={0} aria-label={t('candidates.title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.person')}</th>
            <th scope="col">{t('candidates.state')}</th>
            {shown.map((column) => (
              <th key={column.key} scope="col" className={classes.figure}>
                {t(`candidates.${column.key}`)}
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
                <td key={column.key} className={`figures ${classes.figure}`}>
                  <bdi>{column.has(candidate) ? column.show(candidate, language) : '–'}</bdi>
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
