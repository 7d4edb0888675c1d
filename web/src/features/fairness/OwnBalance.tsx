import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Blank } from '../../ui/Blank';
import { ProblemNotice } from '../../ui/Notice';
import views from '../../ui/Views.module.css';
import classes from './Fairness.module.css';
import { Lines, Meaning, useLedgerName } from './Lines';
import { PeriodSelect } from './PeriodSelect';
import { ownQuery } from './queries';

/** One's own line in each ledger. */
export function OwnBalance() {
  const { t } = useTranslation('fairness');
  const nameOf = useLedgerName();
  const { period = '30' } = useSearch({ from: '/inside/fairness' });
  const own = useQuery(ownQuery(period));
  if (own.isError) return <ProblemNotice error={own.error} />;
  if (own.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  return (
    <div className={views.page}>
      <h1 className={classes.title}>{t('title')}</h1>
      <div className={classes.tools}>
        <PeriodSelect />
        <span>{t('own.headline')}</span>
      </div>
      {own.data.ledgers.length === 0 && <Blank title={t('none.title')}>{t('none.text')}</Blank>}
      {own.data.ledgers.map((ledger) => (
        <section key={`${ledger.shared} ${ledger.name}`} className={classes.part}>
          <h2>{nameOf(ledger)}</h2>
          <Lines rows={ledger.rows} caption={nameOf(ledger)} />
        </section>
      ))}
      <Meaning />
    </div>
  );
}
