import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, slugOf } from './client';
import type { Session } from './types';

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await bodyOf(api.GET('/api/session', { signal }));
    } catch (error) {
      if (slugOf(error) === 'signed-out') return null;
      throw error;
    }
  },
});

/** Whether the first start still waits for its administrator. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/setup', { signal })),
});
