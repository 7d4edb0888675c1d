import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type ZoneRow = Schemas['ZoneRow'];
export type ZoneList = Schemas['ZoneList'];
export type ZoneImported = Schemas['ZoneImported'];

export const zonesKey = ['zones'];

/** The zones right below one, or the roots; counts stay fresh while they are looked at. */
export function zonesQuery(below: string | null) {
  return queryOptions({
    queryKey: [...zonesKey, 'below', below],
    staleTime: 5_000,
    refetchInterval: 10_000,
    queryFn: ({ signal }): Promise<ZoneList> =>
      bodyOf(api.GET('/api/zones', { params: { query: below === null ? {} : { below } }, signal })),
  });
}

/** Zones found in the whole tree. */
export function zoneSearchQuery(search: string) {
  return queryOptions({
    queryKey: [...zonesKey, 'search', search],
    staleTime: 5_000,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/zones', { params: { query: { search } }, signal })),
  });
}

/** The zone with a key; null if there is none. */
export function zoneByKeyQuery(key: string) {
  return queryOptions({
    queryKey: [...zonesKey, 'key', key],
    staleTime: 5_000,
    refetchInterval: 10_000,
    queryFn: async ({ signal }): Promise<ZoneRow | null> =>
      (await bodyOf(api.GET('/api/zones', { params: { query: { key } }, signal }))).rows[0] ?? null,
  });
}

export const zonelessQuery = queryOptions({
  queryKey: [...zonesKey, 'zoneless'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/zones/none/leads', { signal })),
});

/** Whether leads are still being looked at after the tree was changed. */
export function isFollowing(list: ZoneList | undefined): boolean {
  return list?.progress != null && list.progress.endedAt == null;
}

/** How many leads have one of the statuses; all where none is named. Null where that is not for the reader. */
export function leadsOf(
  counts: { [status: string]: number } | null | undefined,
  statuses: string[],
): number | null {
  if (counts == null) return null;
  return Object.entries(counts).reduce(
    (sum, [status, leads]) => (statuses.length === 0 || statuses.includes(status) ? sum + leads : sum),
    0,
  );
}
