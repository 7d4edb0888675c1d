import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Period, periods } from './search';

/** The period that is looked at, kept in the address. */
export function PeriodSelect() {
  const { t } = useTranslation('fairness');
  const search = useSearch({ from: '/inside/fairness' });
  const navigate = useNavigate();
  return (
    <NativeSelect
      aria-label={t('period.label')}
      value={search.period ?? '30'}
      data={periods.map((each) => ({ value: each, label: t(`period.${each}`) }))}
      onChange={(event) =>
        void navigate({
          to: '/fairness',
          search: { ...search, period: event.currentTarget.value as Period },
        })
      }
    />
  );
}
