import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './client';

/** Everybody in the company, in the order of its settings. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  staleTime: 20_000,
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/users', { signal }))).rows,
});

/** A section of the settings whose objects have ids. */
export type Section = 'schedules' | 'teams' | 'listings' | 'fields' | 'user-fields';

/** The objects of a section, in the order of the settings. */
export function settingsQuery(section: Section) {
  return queryOptions({
    queryKey: ['settings', section],
    staleTime: 20_000,
    queryFn: async ({ signal }) => (await bodyOf(api.GET(`/api/${section}`, { signal }))).rows,
  });
}

/** Whether one is online oneself. */
export const presenceQuery = queryOptions({
  queryKey: ['presence'],
  staleTime: 20_000,
  refetchInterval: 60_000,
  queryFn: ({ signal }) => bodyOf(api.GET('/api/me/presence', { signal })),
});

/** The header by which a change says which version it means. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}
