import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';

export type Notice = components['schemas']['NoticeRow'];

/** One's own notices, newest first, with how many are unread. */
export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices'],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) =>
    bodyOf(
      api.GET('/api/me/notices', {
        params: { query: pageParam === null ? {} : { after: pageParam } },
        signal,
      }),
    ),
  getNextPageParam: (page) => page.next ?? null,
});

/** Marks these as read, or all up to the newest one that is shown. */
export async function markRead(
  queries: QueryClient,
  read: { notices: string[] } | { until: string },
): Promise<void> {
  await api.POST('/api/me/notices/read', { body: read });
  await queries.invalidateQueries({ queryKey: noticesQuery.queryKey });
}

/** Takes a lead that is offered, or leaves it to others. */
export async function answerOffer(
  queries: QueryClient,
  lead: string,
  answer: 'accept' | 'decline',
): Promise<void> {
  const params = { path: { id: lead } };
  try {
    await (answer === 'accept'
      ? api.POST('/api/leads/{id}/accept', { params })
      : api.POST('/api/leads/{id}/decline', { params }));
  } finally {
    void queries.invalidateQueries({ queryKey: noticesQuery.queryKey });
    void queries.invalidateQueries({ queryKey: ['lead', lead] });
  }
}
