import type { components } from '../../api/schema';
import type { Order } from '../../grid/Grid';

export const states = ['assigned', 'offered', 'waiting', 'unassigned'] as const;

export type State = (typeof states)[number];

/** The columns by which a list can be ordered: those with an index. */
export const orders = ['created', 'status', 'source', 'assignee'] as const;

/** What the address of a list says. An assignee of '' is nobody. */
export interface LeadsSearch {
  status?: string[];
  source?: string[];
  assignee?: string[];
  state?: State[];
  open?: boolean;
  text?: string;
  sort?: string;
}

const newestFirst = '-created';

/** Reads the address of a list; what it does not know is left out. */
export function leadsSearch(given: Record<string, unknown>): LeadsSearch {
  const status = texts(given.status);
  const source = texts(given.source);
  const assignee = texts(given.assignee);
  const state = texts(given.state).filter((each) => states.some((known) => known === each)) as State[];
  const text = typeof given.text === 'string' || typeof given.text === 'number' ? String(given.text) : '';
  const sort = typeof given.sort === 'string' ? given.sort : newestFirst;
  return {
    ...(status.length > 0 ? { status } : {}),
    ...(source.length > 0 ? { source } : {}),
    ...(assignee.length > 0 ? { assignee } : {}),
    ...(state.length > 0 ? { state } : {}),
    ...(typeof given.open === 'boolean' ? { open: given.open } : {}),
    ...(text !== '' ? { text } : {}),
    ...(sort !== newestFirst && orders.some((order) => order === sort.replace('-', '')) ? { sort } : {}),
  };
}

function texts(given: unknown): string[] {
  const list = Array.isArray(given) ? given : given === undefined ? [] : [given];
  return list.filter((each) => typeof each === 'string' || typeof each === 'number').map(String);
}

export function orderOf({ sort = newestFirst }: LeadsSearch): Order {
  return { column: sort.replace('-', ''), descending: sort.startsWith('-') };
}

export function sortOf({ column, descending }: Order): string {
  return `${descending ? '-' : ''}${column}`;
}

/** The question to the API for a list and one of its pages. */
export function queryOf(
  { sort = newestFirst, ...filter }: LeadsSearch,
  cursor: string | null,
): components['schemas']['LeadSearch'] {
  return { filter, sort, limit: 100, ...(cursor === null ? {} : { cursor }) };
}

/** Whether a list leaves anything out. */
export function isNarrowed({ sort: _, ...filter }: LeadsSearch): boolean {
  return Object.keys(filter).length > 0;
}
