import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { ifMatch } from '../../api/people';
import type { LeadFacts, LeadSheet } from '../../api/types';
import { beforehand, journalKey } from './journal';
import { type LeadsSearch, queryOf } from './search';

/** A list of leads, page by page; what is loaded stays as it was loaded until it is asked for anew. */
export function leadsQuery(search: LeadsSearch) {
  return infiniteQueryOptions({
    queryKey: ['leads', search],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 600_000,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.POST('/api/leads/query', { body: queryOf(search, pageParam), signal })),
    getNextPageParam: (page) => page.next ?? null,
  });
}

/** Statuses, sources and colleagues that there are. */
export const choicesQuery = queryOptions({
  queryKey: ['lead-choices'],
  staleTime: 60_000,
  queryFn: ({ signal }) => bodyOf(api.GET('/api/leads/choices', { signal })),
});

const leadKey = (id: string) => ['lead', id];

export function leadQuery(id: string) {
  return queryOptions({
    queryKey: leadKey(id),
    staleTime: beforehand,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/leads/{id}', { params: { path: { id } }, signal })),
  });
}

export const watchdogQuery = queryOptions({
  queryKey: ['watchdog'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) => bodyOf(api.GET('/api/watchdog', { signal })),
});

export function checkNow() {
  return bodyOf(api.POST('/api/watchdog/checks', {}));
}

/** Something done with a lead. */
export type Deed =
  | { kind: 'status'; status: string; note: string; version: number }
  | { kind: 'edit'; facts: LeadFacts; version: number }
  | { kind: 'assign'; user: string | null }
  | { kind: 'touch'; what: 'call' | 'note'; text: string }
  | { kind: 'accept' | 'decline' };

/** Puts a colleague on a lead beside its owner, or takes one off, and has the lead fetched anew. */
export async function setWorker(queries: QueryClient, id: string, user: string, on: boolean): Promise<void> {
  const params = { path: { id, user } };
  try {
    if (on) await api.PUT('/api/leads/{id}/workers/{user}', { params });
    else await api.DELETE('/api/leads/{id}/workers/{user}', { params });
  } finally {
    void queries.invalidateQueries({ queryKey: leadKey(id) });
  }
}

/** Does it and shows the lead as it is then. */
export async function doWith(queries: QueryClient, id: string, deed: Deed): Promise<LeadSheet> {
  const sheet = await bodyOf(sent(id, deed));
  queries.setQueryData(leadKey(id), sheet);
  void queries.invalidateQueries({ queryKey: journalKey });
  return sheet;
}

function sent(id: string, deed: Deed) {
  const params = { path: { id } };
  switch (deed.kind) {
    case 'status':
      return api.PATCH('/api/leads/{id}', {
        params: { ...params, header: ifMatch(deed.version) },
        body: { status: deed.status, note: deed.note },
      });
    case 'edit':
      return api.PATCH('/api/leads/{id}/facts', {
        params: { ...params, header: ifMatch(deed.version) },
        body: deed.facts,
      });
    case 'assign':
      return api.POST('/api/leads/{id}/assign', { params, body: { user: deed.user } });
    case 'touch':
      return api.POST('/api/leads/{id}/touch', { params, body: { kind: deed.what, text: deed.text } });
    case 'accept':
      return api.POST('/api/leads/{id}/accept', { params });
    case 'decline':
      return api.POST('/api/leads/{id}/decline', { params });
  }
}
