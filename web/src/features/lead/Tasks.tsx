import { Button, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../../ui/KeyCap';
import { ProblemNotice } from '../../ui/Notice';
import card from './Lead.module.css';
import { TaskEditor } from './TaskEditor';
import { TaskLine } from './TaskLine';
import classes from './Tasks.module.css';
import { leadTasksQuery } from './tasks';
import { useKeys } from './useKeys';

/** The card of a lead's tasks and callbacks, with a place to plan one: T opens it. */
export function Tasks({ lead }: { lead: string }) {
  const { t } = useTranslation('task');
  const tasks = useQuery(leadTasksQuery(lead));
  const [planning, setPlanning] = useState(false);
  const [all, setAll] = useState(false);
  const plan = useRef<HTMLButtonElement>(null);
  useKeys({ KeyT: () => setPlanning(true) });
  const planned = useRef(false);
  useEffect(() => {
    if (planned.current && !planning) plan.current?.focus();
    planned.current = planning;
  }, [planning]);
  const rows = tasks.data ?? [];
  const done = rows.filter((task) => task.doneAt != null);
  return (
    <section className={card.card}>
      <div className={classes.head}>
        <h2>{t('tasks')}</h2>
        {!planning && (
          <Tooltip label={t('newKey')}>
            <Button ref={plan} variant="default" size="compact-xs" onClick={() => setPlanning(true)}>
              {t('plan')} <KeyCap>T</KeyCap>
            </Button>
          </Tooltip>
        )}
      </div>
      {planning && <TaskEditor lead={lead} task={null} onDone={() => setPlanning(false)} />}
      {tasks.isError && <ProblemNotice error={tasks.error} />}
      {tasks.isSuccess && rows.length === done.length && !planning && (
        <p className={`quiet ${classes.none}`}>{t('none')}</p>
      )}
      <ul className={classes.list}>
        {rows
          .filter((task) => all || task.doneAt == null)
          .map((task) => (
            <TaskLine key={task.id} task={task} named={false} />
          ))}
      </ul>
      {done.length > 0 && (
        <Button variant="subtle" size="compact-xs" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('hideDone') : t('showDone', { count: done.length })}
        </Button>
      )}
    </section>
  );
}
