import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { Balances } from './Balances';
import { Corrections } from './Corrections';
import { CoverageOfWeek } from './CoverageOfWeek';
import classes from './Fairness.module.css';
import { Next } from './Next';
import { OwnBalance } from './OwnBalance';
import { type FairnessView, fairnessViews } from './search';
import { Verification } from './Verification';

/** Whether leads are shared out fairly and all hours are covered; who may not see all sees their own line. */
export function Fairness() {
  const { t } = useTranslation('fairness');
  const search = useSearch({ from: '/inside/fairness' });
  const navigate = useNavigate();
  const manages = useQuery(sessionQuery).data?.can.rules === true;
  if (!manages) return <OwnBalance />;
  const open = (next: string | null) =>
    void navigate({
      to: '/fairness',
      search: { ...search, view: next === 'balances' ? undefined : (next as FairnessView) },
    });
  return (
    <Tabs
      value={search.view ?? 'balances'}
      onChange={open}
      keepMounted={false}
      className={classes.tabs ?? ''}
    >
      <h1 className="spoken">{t('title')}</h1>
      <Tabs.List className={classes.list ?? ''} aria-label={t('title')}>
        {fairnessViews.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`view.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="balances">
        <Balances />
      </Tabs.Panel>
      <Tabs.Panel value="next">
        <Next />
      </Tabs.Panel>
      <Tabs.Panel value="coverage">
        <CoverageOfWeek />
      </Tabs.Panel>
      <Tabs.Panel value="corrections">
        <Corrections />
      </Tabs.Panel>
      <Tabs.Panel value="verification">
        <Verification />
      </Tabs.Panel>
    </Tabs>
  );
}
