import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import type { Assignment } from '../../api/types';
import type { GridHandle } from '../../grid/Grid';
import { Blank } from '../../ui/Blank';
import { ProblemNotice } from '../../ui/Notice';
import { Assignments, idOf } from './Assignments';
import { CoverageWeek } from './CoverageWeek';
import { Explanation } from './Explanation';
import { Fairness } from './Fairness';
import classes from './Results.module.css';
import type { Run } from './run';
import { SummaryStrip } from './SummaryStrip';
import { type View, views } from './views';

const route = getRouteApi('/inside/simulator');

interface Props {
  run: Run;
  /** The settings file as it stands in the editor now. */
  text: string;
  onCancel: () => void;
  /** What to press in an empty place. */
  action: ReactNode;
}

/** What a run came to: the figures, the assignments, the fair shares, and the coverage of the week. */
export function Results({ run, text, onCancel, action }: Props) {
  const { t } = useTranslation('simulator');
  const { view, row } = route.useSearch();
  const navigate = route.useNavigate();
  const grid = useRef<GridHandle<Assignment>>(null);
  const open = run.rows.find((each) => each.number === row);

  const show = useCallback(
    (next: Assignment) => void navigate({ search: (now) => ({ ...now, row: next.number }), replace: true }),
    [navigate],
  );
  const step = useCallback(
    (distance: number) => {
      const next = grid.current?.neighbour(String(row), distance);
      if (!next) return;
      grid.current?.focus(idOf(next));
      show(next);
    },
    [row, show],
  );
  const close = () => {
    void navigate({ search: ({ row: _, ...now }) => now, replace: true });
    requestAnimationFrame(() => grid.current?.focus(String(row)));
  };
  const toView = (next: string | null) =>
    void navigate({
      search: (now) => ({ ...now, view: (next ?? undefined) as View | undefined }),
      replace: true,
    });
  const stale = run.phase !== 'running' && run.settings !== text;
  return (
    <div className={classes.results}>
      {run.phase === 'failed' && (
        <div className={classes.problem}>
          <ProblemNotice error={run.problem} />
        </div>
      )}
      {run.phase !== 'idle' && slugOf(run.problem) !== 'broken-settings' && (
        <SummaryStrip run={run} stale={stale} onCancel={onCancel} />
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
            <Assignments run={run} gridRef={grid} onOpen={show} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="fairness" className={classes.panel}>
          <Fairness run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="coverage" className={classes.panel}>
          <CoverageWeek settings={text} names={run.names} />
        </Tabs.Panel>
      </Tabs>
      {open !== undefined && (
        <Explanation
          settings={run.settings}
          lead={open.lead}
          names={run.names}
          onStep={step}
          onClose={close}
        />
      )}
    </div>
  );
}
