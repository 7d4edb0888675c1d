import type { WindowEntry } from './rule';

export const dayWords = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

/** The days an entry lists, from 0 for Monday; every day where it lists none. */
export function daysOf(entry: WindowEntry): number[] {
  if (entry.days === undefined) return [0, 1, 2, 3, 4, 5, 6];
  const found = new Set<number>();
  for (const part of Array.isArray(entry.days) ? entry.days : [entry.days]) {
    const [first = '', last = first] = part.trim().toLowerCase().split('-');
    const from = dayWords.indexOf(first as 'mon');
    const to = dayWords.indexOf(last as 'mon');
    if (from < 0 || to < 0) continue;
    for (let day = from; ; day = (day + 1) % 7) {
      found.add(day);
      if (day === to) break;
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Days as the file says them: a range where they are one, else a list; nothing for all of them. */
export function writtenDays(days: readonly number[]): string | string[] | undefined {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return undefined;
  const first = sorted[0] ?? 0;
  const last = sorted[sorted.length - 1] ?? 0;
  const word = (day: number) => dayWords[day] ?? 'mon';
  if (sorted.length > 1 && last - first === sorted.length - 1) return `${word(first)}-${word(last)}`;
  return sorted.length === 1 ? word(first) : sorted.map(word);
}

/** The two ends of an entry's hours in minutes; the whole day where it names none, null where they cannot be read. */
export function hoursOf(entry: WindowEntry): [number, number] | null {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(entry.hours ?? '00:00-24:00');
  if (match === null) return null;
  const [, a, b, c, d] = match.map(Number);
  const ends: [number, number] = [(a ?? 0) * 60 + (b ?? 0), (c ?? 0) * 60 + (d ?? 0)];
  return ends[0] >= dayMinutes || ends[1] > dayMinutes ? null : ends;
}

/** Whether the hours end on another day than they start. */
export function passesMidnight(entry: WindowEntry): boolean {
  const hours = hoursOf(entry);
  return hours !== null && hours[1] <= hours[0];
}

/** The stretches of the week that an entry covers, in minutes from Monday 00:00, each within the week. */
export function stretchesOf(entry: WindowEntry): [number, number][] {
  const hours = hoursOf(entry);
  const days = daysOf(entry);
  if (hours === null) return [];
  const [from, to] = hours;
  return days.flatMap((day, index) => {
    const start = day * dayMinutes + from;
    if (to > from) return [[start, day * dayMinutes + to] as [number, number]];
    const next = entry.until === undefined ? day + 1 : later(days, index);
    return wrapped(start, next * dayMinutes + to);
  });
}

/** The next day in the list, counted on into the next week. */
function later(days: readonly number[], index: number): number {
  const next = days[index + 1];
  return next ?? (days[0] ?? 0) + 7;
}

function wrapped(start: number, end: number): [number, number][] {
  if (end <= weekMinutes) return [[start, end]];
  return [
    [start, weekMinutes],
    [0, end - weekMinutes],
  ];
}

/** Which minutes of each hour of a day the entries cover: 24 numbers from 0 to 60. */
export function coveredHours(entries: readonly WindowEntry[], day: number): number[] {
  const stretches = entries.flatMap(stretchesOf).sort((a, b) => a[0] - b[0]);
  return Array.from({ length: 24 }, (_, hour) => {
    const start = day * dayMinutes + hour * 60;
    let reached = start;
    let covered = 0;
    for (const [from, to] of stretches) {
      const begin = Math.max(from, reached);
      const end = Math.min(to, start + 60);
      if (end > begin) {
        covered += end - begin;
        reached = end;
      }
    }
    return covered;
  });
}

/** Hours as the file writes them. */
export function writtenHours(from: number, to: number): string {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock(from)}-${clock(to)}`;
}

/**
 * The entries after hours were painted in the grid: a rectangle of days and hours becomes one more entry; one that is
 * covered wholly already is taken out of the simple entries that it touches.
 */
export function painted(
  entries: readonly WindowEntry[],
  days: readonly number[],
  from: number,
  to: number,
): WindowEntry[] {
  const entry: WindowEntry = { days: writtenDays(days), hours: writtenHours(from * 60, to * 60) };
  if (entry.days === undefined) delete entry.days;
  const covered = days.every((day) =>
    coveredHours(entries, day)
      .slice(from, to)
      .every((each) => each === 60),
  );
  if (!covered) return joined([...entries, entry]);
  return entries.flatMap((each) => cut(each, new Set(days), from * 60, to * 60));
}

/** Two entries on the same days whose hours touch are one. */
function joined(entries: WindowEntry[]): WindowEntry[] {
  const last = entries[entries.length - 1];
  const hours = last && hoursOf(last);
  if (!last || !hours) return entries;
  const index = entries.findIndex((each, at) => {
    const other = hoursOf(each);
    return (
      at < entries.length - 1 &&
      other !== null &&
      !passesMidnight(each) &&
      String(daysOf(each)) === String(daysOf(last)) &&
      hours[0] <= other[1] &&
      other[0] <= hours[1]
    );
  });
  const other = index < 0 ? null : hoursOf(entries[index] ?? {});
  if (other === null) return entries;
  const whole = { ...last, hours: writtenHours(Math.min(hours[0], other[0]), Math.max(hours[1], other[1])) };
  return entries.flatMap((each, at) => (at === index ? [whole] : at === entries.length - 1 ? [] : [each]));
}

function cut(entry: WindowEntry, days: ReadonlySet<number>, from: number, to: number): WindowEntry[] {
  const hours = hoursOf(entry);
  if (hours === null || passesMidnight(entry)) return [entry];
  const own = daysOf(entry);
  const hit = own.filter((day) => days.has(day));
  if (hit.length === 0 || to <= hours[0] || from >= hours[1]) return [entry];
  const rest = own.filter((day) => !days.has(day));
  const pieces: [number, number][] = [
    [hours[0], Math.max(hours[0], from)],
    [Math.min(hours[1], to), hours[1]],
  ];
  return [
    ...(rest.length > 0 ? [withDays(rest, hours[0], hours[1])] : []),
    ...pieces.filter(([start, end]) => end > start).map(([start, end]) => withDays(hit, start, end)),
  ];
}

function withDays(days: readonly number[], from: number, to: number): WindowEntry {
  const written = writtenDays(days);
  return { ...(written === undefined ? {} : { days: written }), hours: writtenHours(from, to) };
}
