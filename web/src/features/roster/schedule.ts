/** The days of a week as the settings file names them, from Monday. */
export const dayIds = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type DayId = (typeof dayIds)[number];

/** Hours on some days of the week. `id` tells rows apart while they are edited. */
export interface WeekRow {
  id: number;
  days: DayId[];
  from: string;
  to: string;
  untilNext: boolean;
}

/** Hours on one date; `off` for none. */
export interface DateRow {
  id: number;
  date: string;
  from: string;
  to: string;
  off: boolean;
}

/** Days on and off in turns. */
export interface CycleForm {
  on: string;
  off: string;
  start: string;
  from: string;
  to: string;
}

/** A schedule as it is edited: texts as typed. */
export interface ScheduleForm {
  weekly: WeekRow[];
  cycle: CycleForm | null;
  dates: DateRow[];
  except: DateRow[];
  holidays: string;
  timezone: string;
}

type Body = Record<string, unknown>;

let ids = 0;

/** A number that no row has had yet. */
function freshId(): number {
  ids += 1;
  return ids;
}

export function freshWeekRow(): WeekRow {
  return {
    id: freshId(),
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    from: '09:00',
    to: '17:00',
    untilNext: false,
  };
}

export function freshDateRow(date: string, off: boolean): DateRow {
  return { id: freshId(), date, from: '09:00', to: '17:00', off };
}

export function freshCycle(start: string): CycleForm {
  return { on: '2', off: '2', start, from: '09:00', to: '21:00' };
}

export function blankSchedule(): ScheduleForm {
  return { weekly: [freshWeekRow()], cycle: null, dates: [], except: [], holidays: '', timezone: '' };
}

/** The form of a schedule as the settings file has it. */
export function formOf(body: Body): ScheduleForm {
  const cycle = body.cycle as Body | undefined;
  return {
    weekly: listOf(body.weekly).map((row) => ({
      id: freshId(),
      days: daysOf(row.days),
      ...hoursOf(row.hours ?? '00:00-24:00'),
      untilNext: row.until !== undefined,
    })),
    cycle:
      cycle === undefined || cycle === null
        ? null
        : {
            on: text(cycle.on),
            off: text(cycle.off),
            start: text(cycle.from),
            ...hoursOf(cycle.hours),
          },
    dates: listOf(body.dates).map(dateRowOf),
    except: listOf(body.except).map(dateRowOf),
    holidays: text(body.holidays),
    timezone: text(body.timezone),
  };
}

/** The schedule of a form as the settings file has it; what is left empty is left out. */
export function bodyOf(form: ScheduleForm): Body {
  const { weekly, cycle, dates, except, holidays, timezone } = form;
  return {
    ...(timezone.trim() === '' ? {} : { timezone: timezone.trim() }),
    ...(weekly.length === 0
      ? {}
      : {
          weekly: weekly.map(({ days, from, to, untilNext }) => ({
            days: daysText(days),
            hours: hoursText(from, to),
            ...(untilNext ? { until: 'next-listed-day' } : {}),
          })),
        }),
    ...(cycle === null
      ? {}
      : {
          cycle: {
            on: figure(cycle.on),
            off: figure(cycle.off),
            from: cycle.start,
            hours: hoursText(cycle.from, cycle.to),
          },
        }),
    ...(dates.length === 0 ? {} : { dates: dates.map(datedOf) }),
    ...(except.length === 0 ? {} : { except: except.map(datedOf) }),
    ...(holidays.trim() === '' ? {} : { holidays: holidays.trim().toUpperCase() }),
  };
}

/** Days written shortly: ranges for neighbours, a list for several of them. */
export function daysText(days: DayId[]): string | string[] {
  const runs: DayId[][] = [];
  for (const day of dayIds.filter((each) => days.includes(each))) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && dayIds.indexOf(day) === dayIds.indexOf(last) + 1)
      run.push(day);
    else runs.push([day]);
  }
  const parts = runs.flatMap((run) => (run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run));
  return parts.length === 1 ? (parts[0] ?? []) : parts;
}

/** The days that the settings file names: one, a range (round the week's end too), or a list of both. */
export function daysOf(written: unknown): DayId[] {
  if (written === undefined || written === null) return [...dayIds];
  const parts = Array.isArray(written) ? written.map(String) : [String(written)];
  const found = parts.flatMap((part) => {
    const [first, last] = part.trim().toLowerCase().split('-');
    const from = dayIds.indexOf(first as DayId);
    const to = last === undefined ? from : dayIds.indexOf(last as DayId);
    if (from < 0 || to < 0) return [];
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => dayIds[(from + step) % 7] as DayId);
  });
  return dayIds.filter((each) => found.includes(each));
}

function listOf(written: unknown): Body[] {
  return Array.isArray(written) ? (written as Body[]) : [];
}

function dateRowOf(row: Body): DateRow {
  const off = row.hours === 'off';
  return { id: freshId(), date: text(row.date), off, ...hoursOf(off ? '09:00-17:00' : row.hours) };
}

function datedOf({ date, from, to, off }: DateRow): Body {
  return { date, hours: off ? 'off' : hoursText(from, to) };
}

function hoursOf(written: unknown): { from: string; to: string } {
  const [from = '', to = ''] = text(written).split('-');
  return { from: from.trim(), to: to.trim() };
}

/** Hours as typed: `9`, `9:30` and `0930` are the times they look like. */
function hoursText(from: string, to: string): string {
  return `${clock(from)}-${clock(to)}`;
}

export function clock(typed: string): string {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(typed.trim());
  if (match === null) return typed.trim();
  return `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? '00'}`;
}

function figure(typed: string): number | string {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : typed;
}

function text(written: unknown): string {
  return written === undefined || written === null ? '' : String(written);
}
