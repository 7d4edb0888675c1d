import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import { Blank } from '../../ui/Blank';
import { ProblemNotice } from '../../ui/Notice';
import { CoverageWeek } from './CoverageWeek';
import type { Draft } from './draft';
import { Fairness } from './Fairness';
import { namesIn } from './names';
import classes from './Results.module.css';
import type { Run } from './run';
import { SummaryStrip } from './SummaryStrip';
import type { OpenRow } from './useOpenRow';
import { type View, views } from './views';

const Assignments = lazy(() => import('./Assignments').then((module) => ({ default: module.Assignments })));

const route = getRouteApi('/inside/simulator');

interface Props {
  run: Run;
  row: OpenRow;
  /** The settings file as it stands in the editor now. */
  draft: Draft;
  onCancel: () => void;
  /** What to press in an empty place. */
  action: ReactNode;
}

/** What a run came to: the figures, the assignments, the fair shares, and the coverage of the week. */
export function Results({ run, row, draft, onCancel, action }: Props) {
  const { t } = useTranslation('simulator');
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const [search, setSearch] = useState('');
  const toView = (next: string | null) =>
    void navigate({
      search: (now) => ({ ...now, view: (next ?? undefined) as View | undefined }),
      replace: true,
    });
  const pick = (how: 'waiting' | 'unassigned') => {
    setSearch(t(`how.${how}`));
    toView('assignments');
  };
  const stale = run.phase !== 'running' && run.settings.text !== draft.text;
  return (
    <div className={classes.results}>
      {run.phase === 'failed' && (
        <div className={classes.problem}>
          <ProblemNotice error={run.problem} />
        </div>
      )}
      {run.phase !== 'idle' && slugOf(run.problem) !== 'broken-settings' && (
        <SummaryStrip run={run} stale={stale} onCancel={onCancel} onPick={pick} />
      )}
      <Tabs value={view ?? 'assignments'} onChange={toView} keepMounted={false} className={classes.tabs}>
        <Tabs.List>
          {views.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="assignments" className={classes.panel}>
          {run.rows.length === 0 && run.phase !== 'running' ? (
            <Blank title={t('empty.title')} action={action}>
              {t('empty.text')}
            </Blank>
          ) : (
            <Suspense fallback={null}>
              <Assignments
                run={run}
                gridRef={row.grid}
                search={search}
                onSearch={setSearch}
                onOpen={row.show}
              />
            </Suspense>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="fairness" className={classes.panel}>
          <Fairness run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="coverage" className={classes.panel}>
          <Coverage draft={draft} run={run} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** The coverage of the file as it stands, with the names it gives and, before them, those of the run. */
function Coverage({ draft, run }: { draft: Draft; run: Run }) {
  const names = useMemo(() => new Map([...namesIn(draft.text), ...run.names]), [draft, run.names]);
  return <CoverageWeek draft={draft} names={names} />;
}
