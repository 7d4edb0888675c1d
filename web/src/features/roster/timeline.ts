import type { DutyRow } from '../../api/types';
import { addDays, weekStart } from '../../i18n/format';

const dayLength = 24 * 60 * 60 * 1000;

/** A period of days in company time: from the first to before the second. */
export interface Period {
  from: string;
  to: string;
}

/** A bar on a line of time, in parts of the whole from 0 to 1. */
export interface Bar {
  start: number;
  size: number;
}

export type Range = 'week' | 'month';

function utc(time: string): number {
  return Date.parse(`${time.length === 10 ? `${time}T00:00` : time.slice(0, 16)}Z`);
}

/** The week, by calendars of the language, or the month that a date lies in. */
export function periodOf(date: string, range: Range, language: string): Period {
  if (range === 'week') {
    const from = weekStart(language, date);
    return { from, to: addDays(from, 7) };
  }
  const from = `${date.slice(0, 7)}-01`;
  return { from, to: `${addDays(from, 31).slice(0, 7)}-01` };
}

/** A date in the period before or after. */
export function stepped(date: string, range: Range, steps: 1 | -1, language: string): string {
  const { from, to } = periodOf(date, range, language);
  return steps === 1 ? to : addDays(from, -1);
}

/** The days of a period. */
export function daysOf({ from, to }: Period): string[] {
  const count = Math.round((utc(to) - utc(from)) / dayLength);
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

/** Where wall times lie in a period; null outside of it. A bar too short to be seen still has a size. */
export function barOf(from: string, to: string, period: Period): Bar | null {
  const whole = utc(period.to) - utc(period.from);
  const start = Math.max(0, (utc(from) - utc(period.from)) / whole);
  const end = Math.min(1, (utc(to) - utc(period.from)) / whole);
  return end <= start ? null : { start, size: end - start };
}

/** The hours that somebody works in a period, in whole hours; absences are taken off. */
export function hoursOn(row: DutyRow): number {
  let worked = 0;
  for (const span of row.spans) {
    let pieces: [number, number][] = [[utc(span.from), utc(span.to)]];
    for (const absence of row.absences) {
      const [gone, back] = [utc(absence.from), utc(absence.to)];
      pieces = pieces.flatMap(([from, to]): [number, number][] => [
        [from, Math.min(to, gone)],
        [Math.max(from, back), to],
      ]);
    }
    worked += pieces.reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0);
  }
  return Math.round(worked / (60 * 60 * 1000));
}
