import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { Views } from '../../ui/Views';
import { Balances } from './Balances';
import { Corrections } from './Corrections';
import { CoverageOfWeek } from './CoverageOfWeek';
import { Next } from './Next';
import { OwnBalance } from './OwnBalance';
import { type FairnessView, fairnessViews } from './search';
import { Verification } from './Verification';

const shown: Record<FairnessView, ReactNode> = {
  balances: <Balances />,
  next: <Next />,
  coverage: <CoverageOfWeek />,
  corrections: <Corrections />,
  verification: <Verification />,
};

/** Whether leads are shared out fairly and all hours are covered; who may not see all sees their own line. */
export function Fairness() {
  const { t } = useTranslation('fairness');
  const search = useSearch({ from: '/inside/fairness' });
  const navigate = useNavigate();
  const manages = useQuery(sessionQuery).data?.can.rules === true;
  if (!manages) return <OwnBalance />;
  return (
    <Views
      title={t('title')}
      views={fairnessViews}
      labelOf={(view) => t(`view.${view}`)}
      shown={shown}
      open={search.view ?? 'balances'}
      onOpen={(view) =>
        void navigate({
          to: '/fairness',
          search: { ...search, view: view === 'balances' ? undefined : view },
        })
      }
    />
  );
}
