import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { components } from './schema';

/** Who holds open leads, and how many; those who are inactive first. */
export const holdingsQuery = queryOptions({
  queryKey: ['holdings'],
  staleTime: 10_000,
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/holdings', { signal }))).rows,
});

/** The open leads of one person. */
export function holdingQuery(key: string) {
  return queryOptions({
    queryKey: ['holdings', key],
    staleTime: 10_000,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/holdings/{key}', { params: { path: { key } }, signal })),
  });
}

/** Prepares what is to be done with many leads; resolves to its id. Nothing happens before it is run. */
export async function prepareBulk(wanted: components['schemas']['WantedBulk']): Promise<string> {
  return (await bodyOf(api.POST('/api/bulk', { body: wanted }))).row.id;
}
