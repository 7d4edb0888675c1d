import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import { sessionQuery } from '../../api/session';
import { moment, wallTime } from '../../i18n/format';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import { dueOf, onDay } from './due';
import { choicesQuery } from './queries';
import classes from './Tasks.module.css';
import { doWithTasks, type TaskForm, type TaskRow } from './tasks';

const reminders = [0, 5, 15, 30, 60, 1440] as const;
const kinds = ['callback', 'task'] as const;

interface Props {
  lead: string;
  /** The task to change; null for a new one. */
  task: TaskRow | null;
  onDone: () => void;
}

/** Plans a task or a callback: what, when in words or by a tap, who, and when to remind. */
export function TaskEditor({ lead, task, onDone }: Props) {
  const { t } = useTranslation('task');
  const queries = useQueryClient();
  const me = useQuery(sessionQuery).data?.user.key ?? '';
  const [kind, setKind] = useState<string>(task?.kind ?? 'callback');
  const [title, setTitle] = useState(task?.title ?? '');
  const [due, setDue] = useState<string | null>(task === null ? null : task.due.slice(0, 16));
  const [user, setUser] = useState(task?.user.key ?? me);
  const [remind, setRemind] = useState(remindText(task === null ? 0 : task.remind));
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: (form: TaskForm) =>
      doWithTasks(queries, task === null ? { kind: 'create', lead, form } : { kind: 'change', task, form }),
    onSuccess: onDone,
  });
  const titleMissing = kind === 'task' && title.trim() === '';
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (due === null || titleMissing) return;
    save.mutate({
      kind,
      title: title.trim(),
      due,
      remind: remind === '' ? null : Number(remind),
      user,
    });
  };
  return (
    <form
      className={classes.editor}
      onSubmit={send}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onDone()}
      aria-label={task === null ? t('new') : t('change')}
    >
      <SegmentedControl
        aria-label={t('kind.label')}
        data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <TextInput
        label={t('title')}
        placeholder={kind === 'callback' ? t('kind.callback') : undefined}
        maxLength={200}
        value={title}
        error={tried && titleMissing ? t('titleMissing') : undefined}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-autofocus
        autoFocus
      />
      <When due={due} onDue={setDue} missing={tried && due === null} />
      <div className={classes.pair}>
        <Who user={user} task={task} onUser={setUser} />
        <Select
          label={t('remind.label')}
          data={[
            { value: '', label: t('remind.none') },
            ...[...new Set([...reminders, ...(task?.remind == null ? [] : [task.remind])])].map(
              (minutes) => ({
                value: String(minutes),
                label: remindWords(minutes, t),
              }),
            ),
          ]}
          value={remind}
          allowDeselect={false}
          onChange={(value) => setRemind(value ?? '')}
        />
      </div>
      {save.isError && (
        <ProblemNotice error={save.error}>
          {slugOf(save.error) === 'changed-meanwhile' && (
            <div>
              <Button variant="default" onClick={onDone}>
                {t('showCurrent')}
              </Button>
            </div>
          )}
        </ProblemNotice>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

function remindText(minutes: number | null | undefined): string {
  return minutes == null ? '' : String(minutes);
}

function remindWords(minutes: number, t: ReturnType<typeof useTranslation<'task'>>['t']): string {
  if (minutes === 0) return t('remind.then');
  if (minutes % 1440 === 0) return t('remind.days', { count: minutes / 1440 });
  if (minutes % 60 === 0) return t('remind.hours', { count: minutes / 60 });
  return t('remind.minutes', { count: minutes });
}

interface WhenProps {
  due: string | null;
  onDue: (due: string | null) => void;
  missing: boolean;
}

/** A time in words, with what it was understood as, and the usual ones to tap. */
function When({ due, onDue, missing }: WhenProps) {
  const { t, i18n } = useTranslation('task');
  const language = i18n.language;
  const zone = useZone();
  const [text, setText] = useState(due === null ? '' : due.replace('T', ' '));
  const type = (typed: string) => {
    setText(typed);
    onDue(dueOf(typed, { language, zone, now: new Date() }));
  };
  const tap = (at: string) => {
    setText(at.replace('T', ' '));
    onDue(at);
  };
  const unclear = text.trim() !== '' && due === null;
  const said = useId();
  return (
    <div>
      <TextInput
        label={t('due.label')}
        placeholder={t('due.example')}
        value={text}
        error={unclear ? t('due.unclear') : missing ? t('due.missing') : undefined}
        aria-describedby={said}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <p className={`quiet ${classes.said}`} id={said} aria-live="polite">
        {due === null ? '\u00a0' : moment(language, due)}
      </p>
      <fieldset className={classes.chips} aria-label={t('due.usual')}>
        {(['hour', 'tonight', 'tomorrow', 'week'] as const).map((name) => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            radius="xl"
            onClick={() => tap(usual(name, wallTime(zone), zone))}
          >
            {t(`due.${name}`)}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}

/** In an hour; this evening, or tomorrow's if it has come; tomorrow at this time; the next Monday's morning. */
function usual(name: 'hour' | 'tonight' | 'tomorrow' | 'week', now: string, zone: string): string {
  switch (name) {
    case 'hour':
      return wallTime(zone, new Date(Date.now() + 3_600_000));
    case 'tonight':
      return onDay(now, now.slice(11) < '19:00' ? 0 : 1, '19:00');
    case 'tomorrow':
      return onDay(now, 1, now.slice(11, 16));
    case 'week':
      return onDay(now, 7 - ((new Date(`${now.slice(0, 10)}T00:00Z`).getUTCDay() + 6) % 7), '09:00');
  }
}

interface WhoProps {
  user: string;
  task: TaskRow | null;
  onUser: (user: string) => void;
}

function Who({ user, task, onUser }: WhoProps) {
  const { t } = useTranslation('task');
  const active = (useQuery(choicesQuery).data?.people ?? []).filter((each) => each.active);
  const people = active.map(({ key, name }) => ({ value: key, label: name }));
  // Who has left still has what is theirs until it is passed on.
  if (task !== null && !active.some(({ key }) => key === task.user.key)) {
    people.push({ value: task.user.key, label: task.user.name });
  }
  return (
    <Select
      label={t('who')}
      data={people}
      value={user}
      searchable
      allowDeselect={false}
      onChange={(value) => value !== null && onUser(value)}
    />
  );
}
