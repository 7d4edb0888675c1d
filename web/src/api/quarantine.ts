import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './client';

/** All that is asked about the quarantine begins with it. */
export const quarantineKey = ['quarantine'];

/** How much in quarantine waits for somebody to look at it. */
export const quarantineCountQuery = queryOptions({
  queryKey: [...quarantineKey, 'count'],
  staleTime: 30_000,
  refetchInterval: 60_000,
  queryFn: ({ signal }) => bodyOf(api.GET('/api/quarantine/count', { signal })),
});
