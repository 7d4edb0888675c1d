import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { Period } from './timeline';

/** Who works when in a period. */
export function dutyQuery({ from, to }: Period) {
  return queryOptions({
    queryKey: ['duty', from, to],
    staleTime: 20_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/duty', { params: { query: { from, to } }, signal })),
  });
}

/** When somebody with this schedule would work. */
export function previewQuery(schedule: Record<string, unknown>, { from, to }: Period) {
  return queryOptions({
    queryKey: ['preview', JSON.stringify(schedule), from, to],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => bodyOf(api.POST('/api/duty/preview', { body: { schedule, from, to }, signal })),
  });
}

/** The absences one may see: one's own, or everybody's. */
export const absencesQuery = queryOptions({
  queryKey: ['absences'],
  staleTime: 20_000,
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/absences', { signal }))).rows,
});
