import type { ZoneList, ZoneRow } from '../../api/zones';
import { empty, type LeadsSearch } from './search';

/** How many leads there are, by status. */
export type StatusCounts = Record<string, number>;

/** The zone that a list is narrowed to, by its key; `-` for leads in none, null for all. */
export function zoneOf({ columns }: LeadsSearch): string | null {
  const values = columns?.zone ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}

/**
 * The statuses that a list is narrowed to where nothing but zone, status and being open narrows it: then zones count its
 * leads. None for all; null where something else narrows it too.
 */
export function countedStatuses(search: LeadsSearch, known: string[], closed: string[]): string[] | null {
  const { columns = {}, open, sort: _, ...others } = search;
  const { zone: __, status = [], ...more } = columns;
  if (Object.keys(others).length > 0 || Object.keys(more).length > 0) return null;
  if (status.some((value) => value.startsWith('!') || value.startsWith('='))) return null;
  const wanted = status.map((value) => (value === empty ? '' : value));
  if (open === undefined) return wanted;
  const left = (wanted.length > 0 ? wanted : known).filter((value) => closed.includes(value) !== open);
  return left.length > 0 ? left : null;
}

/** How many leads of each status a zone has, or all zones together; null until it is known. */
export function countsIn(
  zone: string | null,
  list: ZoneList | undefined,
  row: ZoneRow | null | undefined,
): StatusCounts | null {
  if (zone === null) return list?.all ?? null;
  if (zone === empty) return list?.none ?? null;
  return row?.leads ?? null;
}

/** The same with nothing for the statuses that are left out by whether a lead is open. */
export function ofOpen(counts: StatusCounts, open: boolean | undefined, closed: string[]): StatusCounts {
  if (open === undefined) return counts;
  return Object.fromEntries(Object.entries(counts).filter(([status]) => closed.includes(status) !== open));
}
