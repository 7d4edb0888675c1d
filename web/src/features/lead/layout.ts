import type { Column } from '../../grid/layout';

/** How closely lines stand. */
export const densities = ['close', 'usual', 'wide'] as const;

export type Density = (typeof densities)[number];

export const rowHeights: Record<Density, number> = { close: 25, usual: 30, wide: 40 };

/** Which columns a list shows, in their order, and how closely its lines stand. */
export interface Layout {
  columns: Column[];
  density: Density;
}

const atFirst = ['name', 'created', 'status', 'source', 'assignee', 'state', 'phone'];

interface Kept {
  columns?: { id: string; width?: number | null; pinned?: boolean | null; hidden?: boolean | null }[] | null;
  density?: string | null;
}

/** What was kept, of the columns that there are; those it does not know come last and are hidden. */
export function layoutOf(kept: Kept | null | undefined, known: string[]): Layout {
  const density = densities.find((each) => each === kept?.density) ?? 'usual';
  const had = kept?.columns?.filter(({ id }) => known.includes(id)) ?? [];
  const named = new Set(had.map(({ id }) => id));
  const columns: Column[] = had.map(({ id, width, pinned, hidden }) => ({
    id,
    ...(typeof width === 'number' ? { width } : {}),
    pinned: pinned === true,
    hidden: hidden === true,
  }));
  for (const id of known) {
    if (named.has(id)) continue;
    columns.push({ id, pinned: false, hidden: had.length > 0 || !atFirst.includes(id) });
  }
  return { columns, density };
}

/** The same with a column one place further to the start or the end. */
export function moved(columns: Column[], id: string, by: -1 | 1): Column[] {
  const from = columns.findIndex((column) => column.id === id);
  const to = from + by;
  const one = columns[from];
  const other = columns[to];
  if (one === undefined || other === undefined) return columns;
  const next = [...columns];
  next[from] = other;
  next[to] = one;
  return next;
}
