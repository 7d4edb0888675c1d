import { ActionIcon, Button, Checkbox, Switch, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hour, weekdays, weekOrder } from '../../i18n/format';
import cards from '../../ui/Card.module.css';
import { Icon } from '../../ui/Icon';
import classes from './Rules.module.css';
import type { WindowEntry } from './rule';
import week from './Week.module.css';
import { coveredHours, daysOf, hoursOf, painted, passesMidnight, writtenDays } from './week';

interface Props {
  entries: WindowEntry[] | undefined;
  onChange: (entries: WindowEntry[] | undefined) => void;
}

/** When a rule takes leads: painted in a week, or line by line, nights to the next listed day too. */
export function WindowEditor({ entries, onChange }: Props) {
  const { t } = useTranslation('rules');
  const list = entries ?? [];
  const set = (next: WindowEntry[]) => onChange(next.length === 0 ? undefined : next);
  // Entries have no id; one that is added or removed makes the rows anew.
  const places = list.map((_, at) => `${at}/${list.length}`);
  const put = (index: number, entry: WindowEntry) =>
    set(list.map((each, at) => (at === index ? entry : each)));
  return (
    <div className={classes.window}>
      <Week entries={list} onPaint={(days, from, to) => set(painted(list, days, from, to))} />
      <p className="quiet">{entries === undefined ? t('window.always') : t('window.hint')}</p>
      {list.map((entry, index) => (
        <Entry
          key={places[index]}
          entry={entry}
          onChange={(next) => put(index, next)}
          onRemove={() => set(list.filter((_, at) => at !== index))}
        />
      ))}
      <div className={cards.buttons}>
        <Button variant="default" onClick={() => set([...list, { days: 'mon-fri', hours: '09:00-18:00' }])}>
          {t('window.add')}
        </Button>
        <Button
          variant="default"
          onClick={() => set([...list, { days: 'mon-fri', hours: '16:00-09:00', until: 'next-listed-day' }])}
        >
          {t('window.addNight')}
        </Button>
      </div>
    </div>
  );
}

interface WeekProps {
  entries: WindowEntry[];
  onPaint: (days: number[], from: number, to: number) => void;
}

/** A place in the grid: the row, in the order of the language, and the hour. */
type Spot = { row: number; hour: number };

/** A grid of days and hours; dragging over it, or Enter and Shift with the arrows, paints. */
function Week({ entries, onPaint }: WeekProps) {
  const { t, i18n } = useTranslation('rules');
  const [from, setFrom] = useState<Spot | null>(null);
  const [at, setAt] = useState<Spot>({ row: 0, hour: 9 });
  const names = weekdays(i18n.language, 'short');
  const order = weekOrder(i18n.language);
  const inside = (row: number, clock: number) =>
    from !== null && between(row, from.row, at.row) && between(clock, from.hour, at.hour);
  const finish = () => {
    if (from === null) return;
    const days = order.filter((_, row) => between(row, from.row, at.row));
    onPaint(days, Math.min(from.hour, at.hour), Math.max(from.hour, at.hour) + 1);
    setFrom(null);
  };
  const onKey = (event: KeyboardEvent<HTMLTableElement>) => {
    const rtl = document.documentElement.dir === 'rtl' ? -1 : 1;
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -rtl],
      ArrowRight: [0, rtl],
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (event.shiftKey && from === null) setFrom(at);
      if (!event.shiftKey) setFrom(null);
      const next = { row: clamp(at.row + step[0], 6), hour: clamp(at.hour + step[1], 23) };
      setAt(next);
      event.currentTarget.querySelector<HTMLElement>(`[data-spot="${next.row}-${next.hour}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (from === null) onPaint([order[at.row] ?? 0], at.hour, at.hour + 1);
      else finish();
    } else if (event.key === 'Escape' && from !== null) {
      event.preventDefault();
      setFrom(null);
    }
  };
  return (
    <table className={week.week} aria-label={t('window.week')} onKeyDown={onKey} onPointerUp={finish}>
      <thead>
        <tr>
          <th scope="col">
            <span className="spoken">{t('window.days')}</span>
          </th>
          {Array.from({ length: 24 }, (_, clock) => (
            <th key={hour(clock)} scope="col">
              <span className="spoken">{hour(clock)}</span>
              {clock % 3 === 0 && <span aria-hidden="true">{clock}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {order.map((day, row) => (
          <tr key={day}>
            <th scope="row">{names[day]}</th>
            {coveredHours(entries, day).map((minutes, clock) => (
              <td
                key={hour(clock)}
                data-spot={`${row}-${clock}`}
                tabIndex={at.row === row && at.hour === clock ? 0 : -1}
                data-covered={minutes === 60 ? 'whole' : minutes > 0 ? 'part' : undefined}
                data-painting={inside(row, clock) || undefined}
                aria-label={[names[day], hour(clock), minutes > 0 ? t('window.open') : t('window.shut')].join(
                  ' ',
                )}
                onPointerDown={(event) => {
                  event.preventDefault();
                  event.currentTarget.focus();
                  setFrom({ row, hour: clock });
                  setAt({ row, hour: clock });
                }}
                onPointerEnter={() => from !== null && setAt({ row, hour: clock })}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface EntryProps {
  entry: WindowEntry;
  onChange: (entry: WindowEntry) => void;
  onRemove: () => void;
}

function Entry({ entry, onChange, onRemove }: EntryProps) {
  const { t, i18n } = useTranslation('rules');
  const [hours, setHours] = useState(entry.hours ?? '');
  const days = daysOf(entry);
  const names = weekdays(i18n.language, 'short');
  const setDays = (next: number[]) => {
    if (next.length === 0) return;
    const written = writtenDays(next);
    const { days: _, ...rest } = entry;
    onChange(written === undefined ? rest : { ...rest, days: written });
  };
  const put = (text: string) => {
    setHours(text);
    const { hours: _, until, ...rest } = entry;
    const next: WindowEntry = text.trim() === '' ? rest : { ...rest, hours: text.trim() };
    onChange(until !== undefined && passesMidnight(next) ? { ...next, until } : next);
  };
  const { until: _, ...plain } = entry;
  return (
    <fieldset className={classes.entry}>
      <legend className="spoken">{t('window.entry')}</legend>
      {weekOrder(i18n.language).map((day) => (
        <Checkbox
          key={day}
          size="xs"
          label={names[day]}
          checked={days.includes(day)}
          onChange={() => setDays(days.includes(day) ? days.filter((each) => each !== day) : [...days, day])}
        />
      ))}
      <TextInput
        className={classes.hours}
        dir="ltr"
        aria-label={t('window.hours')}
        placeholder="09:00-18:00"
        value={hours}
        error={hoursOf(entry) === null ? t('window.badHours') : undefined}
        onChange={(event) => put(event.currentTarget.value)}
      />
      {passesMidnight(entry) && (
        <Switch
          size="xs"
          label={t('window.untilNext')}
          checked={entry.until !== undefined}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? { ...entry, until: 'next-listed-day' } : plain)
          }
        />
      )}
      <ActionIcon aria-label={t('window.remove')} onClick={onRemove}>
        <Icon name="trash" />
      </ActionIcon>
    </fieldset>
  );
}

function between(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
