import { type CoverageCell, days } from '../api/types';

export const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** How an hour is covered: by nobody, for a part of it, by one person alone, by two, by three or more. */
export type Level = 'hole' | 'part' | 'one' | 'two' | 'more';

export const levels: Level[] = ['hole', 'part', 'one', 'two', 'more'];

export function levelOf(cell: CoverageCell | undefined): Level {
  if (cell === undefined || cell.minutes === 0) return 'hole';
  if (cell.minutes < 60) return 'part';
  if (cell.people.length <= 1) return 'one';
  return cell.people.length === 2 ? 'two' : 'more';
}

/** The cells of a week by day (from Monday) and hour. */
export function weekOf(cells: CoverageCell[]): (CoverageCell | undefined)[][] {
  const week = days.map((): (CoverageCell | undefined)[] => hours.map(() => undefined));
  for (const cell of cells) {
    const day = week[days.indexOf(cell.day)];
    if (day !== undefined) day[cell.hour] = cell;
  }
  return week;
}

/** Minutes of the week in which nobody can receive a lead. */
export function uncoveredMinutes(cells: CoverageCell[]): number {
  return 7 * 24 * 60 - cells.reduce((sum, cell) => sum + cell.minutes, 0);
}

/** A place on the map: the row, days being in the order of the language, and the hour. */
export interface Place {
  row: number;
  hour: number;
}

/** Where an arrow key leads from a cell; null for every other key. In right-to-left reading time runs to the left. */
export function moved(from: Place, key: string, rtl: boolean): Place | null {
  const later = rtl ? 'ArrowLeft' : 'ArrowRight';
  const earlier = rtl ? 'ArrowRight' : 'ArrowLeft';
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  if (key === later) return { ...from, hour: clamp(from.hour + 1, 23) };
  if (key === earlier) return { ...from, hour: clamp(from.hour - 1, 23) };
  if (key === 'ArrowDown') return { ...from, row: clamp(from.row + 1, 6) };
  if (key === 'ArrowUp') return { ...from, row: clamp(from.row - 1, 6) };
  if (key === 'Home') return { ...from, hour: 0 };
  if (key === 'End') return { ...from, hour: 23 };
  return null;
}
