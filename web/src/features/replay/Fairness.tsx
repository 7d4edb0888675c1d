import { Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { decimal, difference, isolated } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import cards from '../../ui/Card.module.css';
import classes from './Replay.module.css';
import type { Summary } from './replay';
import { Save } from './Save';

const columns = ['entitled', 'received', 'balance', 'maxDeviation'] as const;

/** What each person was entitled to and received in the period, a ledger at a time, before and after. */
export function Fairness({ summary, nameOf }: { summary: Summary; nameOf: (user: string) => string }) {
  const { t } = useTranslation('replay');
  const names = [
    ...new Set([...summary.ledgers.before, ...summary.ledgers.after].map((each) => each.ledger)),
  ].sort();
  const sides = ['before', 'after'] as const;
  const rows = () => [
    [t('ledger'), t('side'), t('person'), ...columns.map((column) => t(`fair.${column}`))],
    ...names.flatMap((ledger) =>
      sides.flatMap((side) =>
        (summary.ledgers[side].find((each) => each.ledger === ledger)?.rows ?? []).map((row) => [
          ledger,
          t(side),
          nameOf(row.user),
          ...columns.map((column) => row[column]),
        ]),
      ),
    ),
  ];
  if (names.length === 0) return <Blank title={t('noLedger.title')}>{t('noLedger.text')}</Blank>;
  return (
    <>
      <div className={classes.tools}>
        <p className="quiet">{t('fairAbout')}</p>
        <Save name="replay-fairness" rows={rows} />
      </div>
      {names.map((ledger) => (
        <Ledger key={ledger} ledger={ledger} summary={summary} nameOf={nameOf} />
      ))}
    </>
  );
}

interface LedgerProps {
  ledger: string;
  summary: Summary;
  nameOf: (user: string) => string;
}

function Ledger({ ledger, summary, nameOf }: LedgerProps) {
  const { t, i18n } = useTranslation('replay');
  const language = i18n.language;
  const rowsOf = (side: 'before' | 'after') =>
    summary.ledgers[side].find((each) => each.ledger === ledger)?.rows ?? [];
  const sides = { before: rowsOf('before'), after: rowsOf('after') };
  const people = [...new Set([...sides.before, ...sides.after].map((row) => row.user))].sort((one, other) =>
    nameOf(one).localeCompare(nameOf(other)),
  );
  const show = (side: 'before' | 'after', user: string, column: (typeof columns)[number]) => {
    const row = sides[side].find((each) => each.user === user);
    if (row === undefined) return '–';
    return column === 'balance' ? difference(language, row.balance) : decimal(language, row[column]);
  };
  return (
    <>
      <h2>{t('ledgerOf', { ledger: isolated(language, ledger) })}</h2>
      <Box component="section" className={cards.scroll} tabIndex={0} aria-label={t('ledgerOf', { ledger })}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('person')}
              </th>
              {columns.map((column) => (
                <th key={column} scope="colgroup" colSpan={2} className={classes.figure}>
                  {t(`fair.${column}`)}
                </th>
              ))}
            </tr>
            <tr>
              {columns.map((column) => [
                <th key={`${column} before`} scope="col" className={classes.figure}>
                  {t('before')}
                </th>,
                <th key={`${column} after`} scope="col" className={classes.figure}>
                  {t('after')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody className="figures">
            {people.map((user) => (
              <tr key={user}>
                <th scope="row">{nameOf(user)}</th>
                {columns.map((column) => [
                  <td key={`${column} before`} className={classes.figure}>
                    <bdi>{show('before', user, column)}</bdi>
                  </td>,
                  <td key={`${column} after`} className={classes.figure}>
                    <bdi>{show('after', user, column)}</bdi>
                  </td>,
                ])}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
    </>
  );
}
