import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { weekdays, weekOrder } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import classes from './Roster.module.css';
import {
  type CycleForm,
  type DateRow,
  dayIds,
  freshCycle,
  freshDateRow,
  freshWeekRow,
  type WeekRow,
} from './schedule';

interface HoursProps {
  from: string;
  to: string;
  disabled?: boolean;
  onChange: (change: { from?: string; to?: string }) => void;
}

/** From and to on the 24-hour clock; an end before the start is on the next day. */
export function Hours({ from, to, disabled, onChange }: HoursProps) {
  const { t } = useTranslation('roster');
  return (
    <span className={classes.row} dir="ltr">
      <TextInput
        className={classes.time}
        aria-label={t('schedules.from')}
        placeholder="09:00"
        disabled={disabled}
        value={from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      –
      <TextInput
        className={classes.time}
        aria-label={t('schedules.to')}
        placeholder="17:00"
        disabled={disabled}
        value={to}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </span>
  );
}

function Remove({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('roster');
  return (
    <ActionIcon aria-label={t('schedules.removeRow')} onClick={onClick}>
      <Icon name="trash" />
    </ActionIcon>
  );
}

/** Hours on days of the week: a row for each set of days with the same hours. */
export function Week({ rows, onChange }: { rows: WeekRow[]; onChange: (rows: WeekRow[]) => void }) {
  const { t, i18n } = useTranslation('roster');
  const short = weekdays(i18n.language, 'short');
  const long = weekdays(i18n.language, 'long');
  const change = (id: number, part: Partial<WeekRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <fieldset className={classes.part}>
      <legend>{t('schedules.weekly')}</legend>
      {rows.map((row) => (
        <div key={row.id} className={classes.row}>
          <span className={classes.dayset}>
            {weekOrder(i18n.language).map((index) => {
              const day = dayIds[index] ?? 'mon';
              return (
                <button
                  key={day}
                  type="button"
                  className={classes.day}
                  title={long[index]}
                  aria-pressed={row.days.includes(day)}
                  onClick={() =>
                    change(row.id, {
                      days: row.days.includes(day)
                        ? row.days.filter((each) => each !== day)
                        : [...row.days, day],
                    })
                  }
                >
                  {short[index]}
                </button>
              );
            })}
          </span>
          <Hours from={row.from} to={row.to} onChange={(part) => change(row.id, part)} />
          <Checkbox
            label={t('schedules.untilNext')}
            checked={row.untilNext}
            onChange={(event) => change(row.id, { untilNext: event.currentTarget.checked })}
          />
          <Remove onClick={() => onChange(rows.filter((each) => each.id !== row.id))} />
        </div>
      ))}
      <div>
        <Button variant="subtle" onClick={() => onChange([...rows, freshWeekRow()])}>
          {t('schedules.addHours')}
        </Button>
      </div>
    </fieldset>
  );
}

interface CycleProps {
  cycle: CycleForm | null;
  today: string;
  onChange: (cycle: CycleForm | null) => void;
}

/** Days on and off in turns, whatever the day of the week: 2/2, 1/3, 1/1. */
export function Cycle({ cycle, today, onChange }: CycleProps) {
  const { t } = useTranslation('roster');
  const set = (part: Partial<CycleForm>) => cycle !== null && onChange({ ...cycle, ...part });
  return (
    <fieldset className={classes.part}>
      <legend>{t('schedules.cycle')}</legend>
      {cycle === null ? (
        <div>
          <Button variant="subtle" onClick={() => onChange(freshCycle(today))}>
            {t('schedules.addCycle')}
          </Button>
        </div>
      ) : (
        <div className={classes.row} style={{ alignItems: 'flex-end' }}>
          <TextInput
            className={classes.time}
            label={t('schedules.daysOn')}
            inputMode="numeric"
            value={cycle.on}
            onChange={(event) => set({ on: event.currentTarget.value })}
          />
          <TextInput
            className={classes.time}
            label={t('schedules.daysOff')}
            inputMode="numeric"
            value={cycle.off}
            onChange={(event) => set({ off: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('schedules.firstDay')}
            value={cycle.start}
            onChange={(event) => set({ start: event.currentTarget.value })}
          />
          <Hours from={cycle.from} to={cycle.to} onChange={set} />
          <Remove onClick={() => onChange(null)} />
        </div>
      )}
    </fieldset>
  );
}

interface DatesProps {
  title: string;
  hint: string;
  rows: DateRow[];
  today: string;
  mayBeOff?: boolean;
  onChange: (rows: DateRow[]) => void;
}

/** Hours on single dates; exceptions may also be days off. */
export function Dates({ title, hint, rows, today, mayBeOff = false, onChange }: DatesProps) {
  const { t } = useTranslation('roster');
  const change = (id: number, part: Partial<DateRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <fieldset className={classes.part}>
      <legend>{title}</legend>
      <p className="quiet">{hint}</p>
      {rows.map((row) => (
        <div key={row.id} className={classes.row}>
          <TextInput
            type="date"
            aria-label={t('schedules.date')}
            value={row.date}
            onChange={(event) => change(row.id, { date: event.currentTarget.value })}
          />
          <Hours from={row.from} to={row.to} disabled={row.off} onChange={(part) => change(row.id, part)} />
          {mayBeOff && (
            <Checkbox
              label={t('schedules.off')}
              checked={row.off}
              onChange={(event) => change(row.id, { off: event.currentTarget.checked })}
            />
          )}
          <Remove onClick={() => onChange(rows.filter((each) => each.id !== row.id))} />
        </div>
      ))}
      <div>
        <Button variant="subtle" onClick={() => onChange([...rows, freshDateRow(today, mayBeOff)])}>
          {t('schedules.addDate')}
        </Button>
      </div>
    </fieldset>
  );
}
