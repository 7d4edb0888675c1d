import { NativeSelect } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ledger, LedgerRow } from '../../api/types';
import { decimal, difference } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import classes from './Results.module.css';
import type { Run } from './run';

const FairnessChart = lazy(() =>
  import('./FairnessChart').then((module) => ({ default: module.FairnessChart })),
);

/** What each person received beside their fair share, a ledger at a time: a chart, and the same figures as a table. */
export function Fairness({ run }: { run: Run }) {
  const { t } = useTranslation('simulator');
  const [picked, setPicked] = useState<string | null>(null);
  const ledgers = run.summary?.ledgers ?? [];
  const ledger = ledgers.find((each) => each.ledger === picked) ?? ledgers[0];
  if (ledger === undefined) {
    return <Blank title={t('fairness.noneTitle')}>{t('fairness.noneText')}</Blank>;
  }
  const nameOf = (user: string) => run.names.get(user) ?? user;
  return (
    <div className={classes.scroll}>
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          aria-label={t('fairness.ledger')}
          value={ledger.ledger}
          data={ledgers.map((each) => ({
            value: each.ledger,
            label: t('fairness.of', { ledger: each.ledger }),
          }))}
          onChange={(event) => setPicked(event.currentTarget.value)}
        />
        <ul className={classes.legend} aria-hidden="true">
          <li>
            <i className={classes.bar} /> {t('fairness.received')}
          </li>
          <li>
            <i className={classes.tick} /> {t('fairness.entitled')}
          </li>
        </ul>
      </div>
      <Suspense fallback={<div style={{ blockSize: 48 + ledger.rows.length * 34 }} />}>
        <FairnessChart
          ledger={ledger}
          nameOf={nameOf}
          label={t('fairness.chart', { ledger: ledger.ledger })}
        />
      </Suspense>
      <Shares ledger={ledger} nameOf={nameOf} />
    </div>
  );
}

function Shares({ ledger, nameOf }: { ledger: Ledger; nameOf: (user: string) => string }) {
  const { t, i18n } = useTranslation('simulator');
  const figure = (value: string) => decimal(i18n.language, value);
  return (
    <table className={classes.table}>
      <caption className="spoken">{t('fairness.of', { ledger: ledger.ledger })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.person')}</th>
          <th scope="col">{t('fairness.received')}</th>
          <th scope="col">{t('fairness.entitled')}</th>
          <th scope="col">{t('fairness.balance')}</th>
          <th scope="col">{t('fairness.deviation')}</th>
        </tr>
      </thead>
      <tbody className="figures">
        {ledger.rows.map((row) => (
          <tr key={row.user}>
            <th scope="row">{nameOf(row.user)}</th>
            <td>{figure(row.received)}</td>
            <td>{figure(row.entitled)}</td>
            <td>
              <bdi>{difference(i18n.language, row.balance)}</bdi>{' '}
              <span className="quiet">{standing(row, t)}</span>
            </td>
            <td>{figure(row.maxDeviation)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function standing(row: LedgerRow, t: ReturnType<typeof useTranslation<'simulator'>>['t']): string {
  const balance = Number(row.balance);
  if (balance === 0) return t('fairness.even');
  return balance > 0 ? t('fairness.owed') : t('fairness.ahead');
}
