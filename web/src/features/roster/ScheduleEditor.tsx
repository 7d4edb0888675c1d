import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Setting } from '../../api/types';
import { addDays, wallTime, weekStart } from '../../i18n/format';
import { KeepProblem } from '../../ui/KeepProblem';
import { ChangeNotice } from '../../ui/Misfits';
import { useKeep } from '../../ui/useKeep';
import { useZone } from '../../ui/useZone';
import { previewQuery } from './queries';
import classes from './Roster.module.css';
import { Cycle, Dates, Week } from './ScheduleParts';
import { blankSchedule, bodyOf, formOf, type ScheduleForm } from './schedule';
import { Timeline } from './Timeline';

interface Props {
  /** Null for a new one. */
  schedule: Setting | null;
  /** Whether what is shown was kept just now. */
  saved: boolean;
  /** Called with the key of what was kept. */
  onSaved: (key: string) => void;
}

/** One schedule: the week, a cycle, dates, exceptions, holidays; and what it gives over the next two weeks. */
export function ScheduleEditor({ schedule, saved, onSaved }: Props) {
  const { t } = useTranslation('roster');
  const timezone = useZone();
  const today = wallTime(timezone).slice(0, 10);
  const [key, setKey] = useState(schedule?.key ?? '');
  const [form, setForm] = useState<ScheduleForm>(() =>
    schedule === null ? blankSchedule() : formOf(schedule.body),
  );
  const [touched, setTouched] = useState(false);
  const set = (change: Partial<ScheduleForm>) => {
    setTouched(true);
    setForm((now) => ({ ...now, ...change }));
  };
  const navigate = useNavigate();
  const { keep, remove, reload, error } = useKeep('schedules', schedule, (open) => {
    if (open !== undefined) onSaved(open);
    void navigate({
      to: '/roster',
      search: { view: 'schedules', ...(open === undefined ? {} : { open }) },
    });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate({ key: key.trim(), body: bodyOf(form) });
  };
  return (
    <form className={classes.card} onSubmit={submit}>
      <TextInput
        label={t('schedules.name')}
        description={t('schedules.nameHint')}
        required
        withAsterisk={false}
        autoFocus={schedule === null}
        disabled={schedule !== null}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <Preview form={form} today={today} now={wallTime(timezone)} />
      <Week rows={form.weekly} onChange={(weekly) => set({ weekly })} />
      <Cycle cycle={form.cycle} today={today} onChange={(cycle) => set({ cycle })} />
      <Dates
        title={t('schedules.dates')}
        hint={t('schedules.datesHint')}
        rows={form.dates}
        today={today}
        onChange={(dates) => set({ dates })}
      />
      <Dates
        title={t('schedules.except')}
        hint={t('schedules.exceptHint')}
        rows={form.except}
        today={today}
        mayBeOff
        onChange={(except) => set({ except })}
      />
      <div className={classes.row}>
        <TextInput
          label={t('schedules.holidays')}
          description={t('schedules.holidaysHint')}
          value={form.holidays}
          onChange={(event) => set({ holidays: event.currentTarget.value })}
        />
        <TextInput
          label={t('schedules.timezone')}
          description={t('schedules.timezoneHint')}
          placeholder={timezone}
          value={form.timezone}
          onChange={(event) => set({ timezone: event.currentTarget.value })}
        />
      </div>
      <KeepProblem error={error} onReload={reload} />
      <div className={classes.buttons}>
        <Button type="submit" loading={keep.isPending}>
          {t('keep')}
        </Button>
        {schedule !== null && (
          <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        )}
        <output>{saved && !touched && t('saved')}</output>
      </div>
    </form>
  );
}

function Preview({ form, today, now }: { form: ScheduleForm; today: string; now: string }) {
  const { t, i18n } = useTranslation('roster');
  const body = useMemo(() => bodyOf(form), [form]);
  const [settled] = useDebouncedValue(body, 400);
  const first = weekStart(i18n.language, today);
  const weeks = [first, addDays(first, 7)].map((from) => ({ from, to: addDays(from, 7) }));
  const whole = { from: first, to: addDays(first, 14) };
  const preview = useQuery(previewQuery(settled, whole));
  return (
    <section className={classes.part} aria-labelledby="preview" aria-live="polite">
      <h2 id="preview" className={classes.title}>
        {t('schedules.preview')}
      </h2>
      {preview.isError && <ChangeNotice error={preview.error} />}
      {preview.isSuccess &&
        weeks.map((week, index) => (
          <Timeline
            key={week.from}
            period={week}
            rows={[
              {
                ...preview.data,
                key: week.from,
                name: index === 0 ? t('schedules.thisWeek') : t('schedules.nextWeek'),
                spans: cut(preview.data.spans, week),
                holidays: preview.data.holidays.filter((day) => day >= week.from && day < week.to),
              },
            ]}
            now={now}
          />
        ))}
    </section>
  );
}

/** The spans within a week. Company times of one zone are in order as texts, to the minute. */
function cut(spans: { from: string; to: string }[], week: { from: string; to: string }) {
  return spans
    .map(({ from, to }) => ({
      from: from.slice(0, 16) < `${week.from}T00:00` ? `${week.from}T00:00` : from,
      to: to.slice(0, 16) > `${week.to}T00:00` ? `${week.to}T00:00` : to,
    }))
    .filter(({ from, to }) => from.slice(0, 16) < to.slice(0, 16));
}
