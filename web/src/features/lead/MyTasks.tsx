import { Button, Loader, SegmentedControl, Select } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { listenToLeads } from '../../api/live';
import { sessionQuery } from '../../api/session';
import { wallTime, whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import { choicesQuery } from './queries';
import { TaskLine } from './TaskLine';
import classes from './Tasks.module.css';
import { type Part, parted, type TaskRow, type TasksSearch, tasksQuery } from './tasks';

const route = getRouteApi('/inside/tasks');
const parts: Part[] = ['overdue', 'today', 'coming'];
const everybody = '*';

/** What there is to do, by when it is due. Arrows go from one to the next, Space makes it done. */
export function MyTasks() {
  const { t } = useTranslation('task');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery).data;
  const list = useInfiniteQuery(tasksQuery(search));
  useEffect(() => listenToLeads(() => void queries.invalidateQueries({ queryKey: ['tasks'] })), [queries]);
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const set = (next: TasksSearch) => void navigate({ search: next, replace: true });
  const { user, done } = search;
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1>{t('mine')}</h1>
        <SegmentedControl
          aria-label={t('which')}
          data={[
            { value: 'open', label: t('open') },
            { value: 'done', label: t('done') },
          ]}
          value={done ? 'done' : 'open'}
          onChange={(value) =>
            set({ ...(user === undefined ? {} : { user }), ...(value === 'done' ? { done: true } : {}) })
          }
        />
        {session?.can.managePeople && (
          <Whose
            user={user}
            onUser={(next) =>
              set({ ...(next === undefined ? {} : { user: next }), ...(done ? { done: true } : {}) })
            }
          />
        )}
      </header>
      {list.isError && <ProblemNotice error={list.error} />}
      {list.isPending && <Loader size="sm" aria-label={t('loading')} />}
      {list.isSuccess && rows.length === 0 && (
        <Blank title={t(done ? 'empty.doneTitle' : 'empty.title')}>{t('empty.text')}</Blank>
      )}
      <div className={classes.parts} data-ticks>
        {done ? <Section tasks={rows} /> : <Open rows={rows} counts={list.data?.pages[0]?.counts} />}
      </div>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetching} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function Open({ rows, counts }: { rows: TaskRow[]; counts: Record<Part, number> | undefined }) {
  const { t, i18n } = useTranslation('task');
  const zone = useZone();
  const split = parted(rows, wallTime(zone));
  return parts
    .filter((part) => split[part].length > 0)
    .map((part) => {
      const count = counts?.[part] ?? 0;
      return (
        <section key={part} aria-label={t(`part.${part}`)}>
          <h2 className={part === 'overdue' ? 'alert' : ''}>
            {t(`part.${part}`)}{' '}
            <span className="quiet figures">
              {whole(i18n.language, count)}
              {count >= 1000 ? '+' : ''}
            </span>
          </h2>
          <Section tasks={split[part]} />
        </section>
      );
    });
}

function Section({ tasks }: { tasks: TaskRow[] }) {
  return (
    <ul className={classes.list}>
      {tasks.map((task) => (
        <TaskLine key={task.id} task={task} named />
      ))}
    </ul>
  );
}

function Whose({ user, onUser }: { user: string | undefined; onUser: (user: string | undefined) => void }) {
  const { t } = useTranslation('task');
  const people = useQuery(choicesQuery).data?.people ?? [];
  return (
    <Select
      aria-label={t('whose.label')}
      data={[
        { value: '', label: t('whose.mine') },
        { value: everybody, label: t('whose.all') },
        ...people.map(({ key, name }) => ({ value: key, label: name })),
      ]}
      value={user ?? ''}
      searchable
      allowDeselect={false}
      onChange={(value) => onUser(value === null || value === '' ? undefined : value)}
    />
  );
}
