import { useTranslation } from 'react-i18next';
import { decimal, difference, isolated } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { BeforeAfterTable } from './BeforeAfterTable';
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
  const show = (user: string, column: (typeof columns)[number], side: 'before' | 'after') => {
    const row = sides[side].find((each) => each.user === user);
    if (row === undefined) return '–';
    return column === 'balance' ? difference(language, row.balance) : decimal(language, row[column]);
  };
  return (
    <>
      <h2>{t('ledgerOf', { ledger: isolated(language, ledger) })}</h2>
      <BeforeAfterTable
        label={t('ledgerOf', { ledger })}
        head={t('person')}
        columns={columns}
        columnName={(column) => t(`fair.${column}`)}
        rows={people}
        rowKey={(user) => user}
        rowName={nameOf}
        show={show}
      />
    </>
  );
}
