import { api, bodyOf } from '../../api/client';
import { type LeadsSearch, queryOf } from './search';

/** The list from which a lead was opened, as far as it was loaded; new tabs that it opens begin with a copy. */
export interface OpenedFrom {
  search: LeadsSearch;
  ids: string[];
  /** Where it goes on; null at its end. */
  next: string | null;
}

const key = 'fairlead-opened-from';
const most = 20_000;

export function rememberList(list: OpenedFrom): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...list, ids: list.ids.slice(0, most) }));
  } catch {
    sessionStorage.removeItem(key);
  }
}

export function openedFrom(): OpenedFrom | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as OpenedFrom | null;
    return kept !== null && Array.isArray(kept.ids) ? kept : null;
  } catch {
    return null;
  }
}

/** Where a lead stands in its list, from 1; null if it is not in it. */
export function placeIn(list: OpenedFrom | null, id: string): number | null {
  const index = list?.ids.indexOf(id) ?? -1;
  return index < 0 ? null : index + 1;
}

/** The lead after this one, or before it, in the list's own filter and order; null at an end. Loads on if need be. */
export async function neighbour(id: string, by: 1 | -1): Promise<string | null> {
  const list = openedFrom();
  const place = placeIn(list, id);
  if (list === null || place === null) return null;
  const found = list.ids[place - 1 + by];
  if (found !== undefined || by < 0 || list.next === null) return found ?? null;
  const page = await bodyOf(api.POST('/api/leads/query', { body: queryOf(list.search, list.next) }));
  const known = new Set(list.ids);
  const more = page.rows.map((row) => row.id).filter((each) => !known.has(each));
  rememberList({ ...list, ids: [...list.ids, ...more], next: page.next ?? null });
  return more[0] ?? null;
}
