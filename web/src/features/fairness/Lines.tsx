import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FairLedger, FairLine } from '../../api/types';
import { decimal, difference, isolated } from '../../i18n/format';
import classes from './Fairness.module.css';

/** What a ledger is called. */
export function useLedgerName(): (ledger: Pick<FairLedger, 'shared' | 'name'>) => string {
  const { t, i18n } = useTranslation('fairness');
  return ({ shared, name }) => {
    const words = { name: isolated(i18n.language, name) };
    return shared ? t('ledger.shared', words) : t('ledger.rule', words);
  };
}

interface Props {
  rows: FairLine[];
  caption: string;
  /** Who is highlighted in a chart beside it, and how that is changed; without it there is no such column. */
  picked?: ReadonlyMap<string, string>;
  onPick?: (user: string) => void;
}

/** The people of a ledger with what they were entitled to, received, and are owed. */
export function Lines({ rows, caption, picked, onPick }: Props) {
  const { t, i18n } = useTranslation('fairness');
  const figure = (value: string) => decimal(i18n.language, value);
  const standing = (balance: string) => {
    const value = Number(balance);
    if (value === 0) return t('balance.even');
    return value > 0 ? t('balance.owed') : t('balance.ahead');
  };
  return (
    <section className={classes.scroll} aria-label={caption}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.person')}</th>
            <th scope="col">{t('column.entitled')}</th>
            <th scope="col">{t('column.received')}</th>
            <th scope="col">{t('column.balance')}</th>
            <th scope="col">{t('column.deviation')}</th>
          </tr>
        </thead>
        <tbody className="figures">
          {rows.map((row) => (
            <tr key={row.user}>
              <th scope="row">
                {onPick === undefined ? (
                  <bdi>{row.name}</bdi>
                ) : (
                  <span className={classes.pick}>
                    <Checkbox
                      size="xs"
                      aria-label={t('chart.pick', { name: row.name })}
                      checked={picked?.has(row.user) === true}
                      onChange={() => onPick(row.user)}
                    />
                    <i style={{ background: picked?.get(row.user) ?? 'transparent' }} />
                    <bdi>{row.name}</bdi>
                  </span>
                )}
              </th>
              <td>{figure(row.entitled)}</td>
              <td>{figure(row.received)}</td>
              <td>
                <bdi>{difference(i18n.language, row.balance)}</bdi>{' '}
                <span className="quiet">{standing(row.balance)}</span>
              </td>
              <td>{figure(row.deviation)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a balance means, for whoever asks. */
export function Meaning() {
  const { t } = useTranslation('fairness');
  return (
    <details className={classes.meaning}>
      <summary>{t('meaning.title')}</summary>
      <p>{t('meaning.text')}</p>
      <p>{t('meaning.one')}</p>
    </details>
  );
}
