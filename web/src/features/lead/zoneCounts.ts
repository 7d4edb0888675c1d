import { empty, type LeadsSearch } from './search';

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
