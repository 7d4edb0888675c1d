import { Loader, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FairLedger } from '../../api/types';
import { dayOf, decimal, difference, isolated, listed } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { ProblemNotice } from '../../ui/Notice';
import views from '../../ui/Views.module.css';
import classes from './Fairness.module.css';
import { coloursOf, furthest, rowsOf, toggled } from './highlight';
import { Lines, Meaning, useLedgerName } from './Lines';
import { PeriodSelect } from './PeriodSelect';
import { ledgersQuery, linesQuery } from './queries';
import { ledgerKey, type Period } from './search';

const BalanceChart = lazy(() =>
  import('./BalanceChart').then((module) => ({ default: module.BalanceChart })),
);

/** What each person was entitled to and received in a ledger, and how the balances moved. */
export function Balances() {
  const { t, i18n } = useTranslation('fairness');
  const search = useSearch({ from: '/inside/fairness' });
  const navigate = useNavigate();
  const nameOf = useLedgerName();
  const period = search.period ?? '30';
  const list = useQuery(ledgersQuery(period));
  if (list.isError) return <ProblemNotice error={list.error} />;
  if (list.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const { ledgers } = list.data;
  const ledger =
    ledgers.find((each) => ledgerKey(each) === search.ledger) ??
    ledgers.find((each) => each.rules.length > 0) ??
    ledgers[0];
  if (ledger === undefined) return <Blank title={t('none.title')}>{t('none.text')}</Blank>;
  return (
    <div className={views.page}>
      <div className={classes.tools}>
        <NativeSelect
          aria-label={t('ledger.label')}
          value={ledgerKey(ledger)}
          data={ledgers.map((each) => ({ value: ledgerKey(each), label: nameOf(each) }))}
          onChange={(event) =>
            void navigate({ to: '/fairness', search: { ...search, ledger: event.currentTarget.value } })
          }
        />
        <PeriodSelect />
        <span className="quiet">
          {list.data.from != null && `${dayOf(i18n.language, list.data.from)} – `}
          {dayOf(i18n.language, list.data.to)}
        </span>
        <span className="quiet">
          {ledger.rules.length === 0
            ? t('ledger.frozen')
            : ledger.shared && t('ledger.rules', { rules: listed(i18n.language, ledger.rules) })}
        </span>
      </div>
      <p className={classes.headline}>
        {t('headline', { deviation: isolated(i18n.language, decimal(i18n.language, ledger.deviation)) })}
      </p>
      <LedgerPart key={ledgerKey(ledger)} ledger={ledger} period={period} caption={nameOf(ledger)} />
      <Meaning />
    </div>
  );
}

function LedgerPart({ ledger, period, caption }: { ledger: FairLedger; period: Period; caption: string }) {
  const { t, i18n } = useTranslation('fairness');
  const [chosen, setChosen] = useState<string[] | null>(null);
  const lines = useQuery(linesQuery(ledger.shared, ledger.name, period));
  const users = chosen ?? furthest(ledger.rows);
  const usersKey = users.join(' ');
  const colours = useMemo(() => coloursOf(usersKey === '' ? [] : usersKey.split(' ')), [usersKey]);
  return (
    <>
      <h2 className={classes.subtitle}>{t('chart.title')}</h2>
      {lines.isError && <ProblemNotice error={lines.error} />}
      <Suspense fallback={<div className={classes.chart} />}>
        {lines.data === undefined ? (
          <div className={classes.chart} />
        ) : (
          <BalanceChart lines={lines.data} colours={colours} />
        )}
      </Suspense>
      <Lines
        rows={ledger.rows}
        caption={caption}
        picked={colours}
        onPick={(user) => setChosen(toggled(users, user))}
      />
      {lines.data !== undefined && (
        <details className={classes.meaning}>
          <summary>{t('chart.table')}</summary>
          <LinesTable {...rowsOf(lines.data, colours)} caption={t('chart.title')} language={i18n.language} />
        </details>
      )}
    </>
  );
}

interface TableProps {
  people: string[];
  days: { day: string; balances: string[] }[];
  caption: string;
  language: string;
}

function LinesTable({ people, days, caption, language }: TableProps) {
  const { t } = useTranslation('fairness');
  return (
    <section className={classes.scroll} aria-label={caption}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.day')}</th>
            {people.map((name) => (
              <th key={name} scope="col">
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="figures">
          {days.map(({ day, balances }) => (
            <tr key={day}>
              <th scope="row">{dayOf(language, day)}</th>
              {balances.map((balance, index) => (
                <td key={people[index]}>
                  <bdi>{difference(language, balance)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
