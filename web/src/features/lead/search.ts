import type { components } from '../../api/schema';
import type { Order } from '../../grid/Grid';

export const states = ['assigned', 'offered', 'waiting', 'unassigned'] as const;

/** The columns by which every list can be ordered. */
const orders = ['created', 'status', 'source', 'assignee', 'name', 'phone', 'email'] as const;

/** What stands before the id of a company's own field where a list is ordered by it. */
const own = 'custom.';

/** What the address of a list says. */
export interface LeadsSearch {
  /** The id of a saved view, which the rest narrows. */
  view?: string;
  /** The id of the view whose filter is being changed: the rest is what it becomes. */
  editing?: string;
  /** What is typed or chosen below the headers, by column. */
  columns?: Record<string, string[]>;
  open?: boolean;
  text?: string;
  /** A condition in the filter language. */
  rule?: string;
  sort?: string;
}

/** How the API reads it that a column is empty. */
export const empty = '-';

const newestFirst = '-created';

/** Reads the address of a list; what it does not know is left out. */
export function leadsSearch(given: Record<string, unknown>): LeadsSearch {
  const columns: Record<string, string[]> = {};
  if (typeof given.columns === 'object' && given.columns !== null) {
    for (const [column, values] of Object.entries(given.columns)) {
      const list = texts(values);
      if (list.length > 0) columns[column] = list;
    }
  }
  const text = typeof given.text === 'string' || typeof given.text === 'number' ? String(given.text) : '';
  const sort = typeof given.sort === 'string' ? given.sort : '';
  return {
    ...(typeof given.view === 'string' && given.view !== '' ? { view: given.view } : {}),
    ...(typeof given.editing === 'string' && given.editing !== '' ? { editing: given.editing } : {}),
    ...(Object.keys(columns).length > 0 ? { columns } : {}),
    ...(typeof given.open === 'boolean' ? { open: given.open } : {}),
    ...(text !== '' ? { text } : {}),
    ...(typeof given.rule === 'string' && given.rule.trim() !== '' ? { rule: given.rule.trim() } : {}),
    ...(isSort(sort) ? { sort } : {}),
  };
}

function texts(given: unknown): string[] {
  const list = Array.isArray(given) ? given : given === undefined ? [] : [given];
  return list.filter((each) => typeof each === 'string' || typeof each === 'number').map(String);
}

/** The same with other values in a column; without any it is not narrowed there. */
export function withColumn(search: LeadsSearch, column: string, values: string[]): LeadsSearch {
  const { columns = {}, ...rest } = search;
  const { [column]: _, ...others } = columns;
  const next = values.length > 0 ? { ...others, [column]: values } : others;
  return Object.keys(next).length > 0 ? { ...rest, columns: next } : rest;
}

/** The same with another condition, or without any. */
export function withRule({ rule: _, ...search }: LeadsSearch, rule: string | undefined): LeadsSearch {
  return rule === undefined || rule.trim() === '' ? search : { ...search, rule: rule.trim() };
}

function isSort(sort: string): boolean {
  const by = sort.replace(/^-/, '');
  return by.startsWith(own) ? by.length > own.length : orders.some((order) => order === by);
}

export function orderOf({ sort = newestFirst }: LeadsSearch): Order {
  const by = sort.replace(/^-/, '');
  return { column: by.startsWith(own) ? by.slice(own.length) : by, descending: sort.startsWith('-') };
}

/** How the API calls an order by a column. */
export function sortOf({ column, descending }: Order): string {
  return `${descending ? '-' : ''}${orders.some((order) => order === column) ? '' : own}${column}`;
}

/** Whether a list can be ordered by a column, of the orders that the API names. */
export function isSortable(column: string, sorts: readonly string[]): boolean {
  return sorts.includes(sortOf({ column, descending: false }));
}

/** The same in its usual order if the one it asks for is none any more. */
export function withKnownSort(
  { sort, ...search }: LeadsSearch,
  sorts: readonly string[] | undefined,
): LeadsSearch {
  const gone = sort === undefined || (sorts !== undefined && !sorts.includes(sort.replace(/^-/, '')));
  return gone ? search : { ...search, sort };
}

/** The question to the API for a list and one of its pages. */
export function queryOf(
  { sort = newestFirst, editing: _, ...filter }: LeadsSearch,
  cursor: string | null,
): components['schemas']['LeadSearch'] {
  return { filter, sort, limit: 100, ...(cursor === null ? {} : { cursor }) };
}

/** Whether a list leaves anything out, beside what its view does. */
export function isNarrowed({ sort: _, view: __, editing: ___, ...filter }: LeadsSearch): boolean {
  return Object.keys(filter).length > 0;
}
