import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import { Blank } from '../../ui/Blank';
import classes from '../../ui/Coverage.module.css';
import { CoverageMap } from '../../ui/CoverageMap';
import { ProblemNotice } from '../../ui/Notice';
import type { Draft } from './draft';
import { coverageQuery } from './queries';

/** The week, hour by hour: who would take a lead of a source, and where nobody would. */
export function CoverageWeek({ draft, names }: { draft: Draft; names: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('simulator');
  const blank = draft.text.trim() === '';
  const coverage = useQuery({ ...coverageQuery(draft), enabled: !blank });
  if (blank) return <Blank title={t('coverage.emptyTitle')}>{t('coverage.emptyText')}</Blank>;
  if (coverage.isError) {
    return slugOf(coverage.error) === 'broken-settings' ? (
      <Blank title={t('coverage.brokenTitle')}>{t('coverage.brokenText')}</Blank>
    ) : (
      <ProblemNotice error={coverage.error} />
    );
  }
  if (coverage.data === undefined) {
    return (
      <div className={classes.waiting}>
        <Loader aria-label={t('coverage.loading')} />
      </div>
    );
  }
  return (
    <CoverageMap coverage={coverage.data} nameOf={(id) => names.get(id) ?? id} sourceOf={(key) => key} />
  );
}
