import { ActionIcon, Checkbox, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { momentOfYear, wallTime } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import { TaskEditor } from './TaskEditor';
import classes from './Tasks.module.css';
import { doWithTasks, partOf, type TaskDeed, type TaskRow } from './tasks';

/** The tick so many places after (before, if negative) one in the lists around it. */
function neighbour(tick: HTMLElement, distance: number): HTMLElement | undefined {
  const around = tick.closest('[data-ticks]') ?? tick.closest('ul');
  const ticks = [...(around?.querySelectorAll<HTMLElement>('input[data-task]') ?? [])];
  return ticks[ticks.indexOf(tick) + distance];
}

const ways: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, KeyJ: 1, KeyK: -1 };

interface Props {
  task: TaskRow;
  /** Whether it says of which lead it is, with the way there. */
  named: boolean;
}

/** A task: a tick makes it done or open again; the pencil changes it. On the tick: Space, arrows, E and Delete. */
export function TaskLine({ task, named }: Props) {
  const { t, i18n } = useTranslation('task');
  const language = i18n.language;
  const zone = useZone();
  const queries = useQueryClient();
  const me = useQuery(sessionQuery).data?.user.key;
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const deed = useMutation({ mutationFn: (what: TaskDeed) => doWithTasks(queries, what) });
  const done = task.doneAt != null;
  const title = task.title || t(`kind.${task.kind as 'callback'}`);
  const turn = () => !deed.isPending && deed.mutate({ kind: 'change', task, form: { done: !done } });
  const late = !done && partOf(task.due, wallTime(zone)) === 'overdue';
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const tick = event.currentTarget;
    const way = ways[event.code];
    const what =
      way !== undefined
        ? () => neighbour(tick, way)?.focus()
        : { KeyE: () => setEditing(true), Delete: () => setDeleting(true) }[event.code];
    if (what !== undefined) {
      event.preventDefault();
      what();
    }
  };
  const pencil = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  useEffect(() => {
    if (edited.current && !editing) pencil.current?.focus();
    edited.current = editing;
  }, [editing]);
  if (editing) {
    return (
      <li className={classes.line}>
        <TaskEditor lead={task.lead} task={task} onDone={() => setEditing(false)} />
      </li>
    );
  }
  return (
    <li className={classes.line}>
      <div className={classes.row}>
        <Checkbox
          className={classes.tick}
          onKeyDown={keys}
          checked={done}
          aria-label={t(done ? 'reopenThis' : 'doneThis', { title })}
          onChange={(event) => {
            // What is done leaves the list: the focus goes on to the next.
            const tick = event.currentTarget;
            (neighbour(tick, 1) ?? neighbour(tick, -1))?.focus();
            turn();
          }}
          data-task={task.id}
        />
        <div className={classes.what}>
          <div className={done ? classes.over : ''}>
            {task.kind === 'callback' && (
              <>
                <Icon name="phone" size={13} />{' '}
              </>
            )}
            <span className="spoken">{t(`kind.${task.kind as 'callback'}`)}: </span>
            <bdi>{title}</bdi>
          </div>
          <div className={`${classes.more} quiet`}>
            <span className={`figures ${late ? 'alert' : ''}`}>
              {momentOfYear(language, task.due.slice(0, 16))}
            </span>
            {named && (
              <Link to="/leads/$id" params={{ id: task.lead }}>
                <bdi>{task.leadName || t('nameless')}</bdi>
              </Link>
            )}
            {task.user.key !== me && <bdi>{task.user.name}</bdi>}
          </div>
        </div>
        <Tooltip label={t('changeKey')}>
          <ActionIcon ref={pencil} aria-label={t('changeThis', { title })} onClick={() => setEditing(true)}>
            <Icon name="pencil" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('deleteKey')}>
          <ActionIcon aria-label={t('deleteThis', { title })} onClick={() => setDeleting(true)}>
            <Icon name="trash" />
          </ActionIcon>
        </Tooltip>
      </div>
      {deed.isError && <ProblemNotice error={deed.error} />}
      {deleting && (
        <Dialog title={t('deleteThis', { title })} close={t('cancel')} onClose={() => setDeleting(false)}>
          <DialogButtons
            grave
            yes={t('delete')}
            no={t('cancel')}
            pending={deed.isPending}
            onYes={() => deed.mutate({ kind: 'delete', task }, { onSettled: () => setDeleting(false) })}
            onNo={() => setDeleting(false)}
          />
        </Dialog>
      )}
    </li>
  );
}
