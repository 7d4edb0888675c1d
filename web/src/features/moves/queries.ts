import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type BulkSheet = Schemas['BulkSheet'];
export type BulkSummary = Schemas['BulkSummary'];
export type WantedPlan = Schemas['WantedPlan'];

export const ways = ['rules', 'turns', 'open'] as const;
export type Way = (typeof ways)[number];

export const bulkKey = ['bulk'];

export const bulksQuery = queryOptions({
  queryKey: bulkKey,
  refetchInterval: 5_000,
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/bulk', { signal }))).rows,
});

/** Whether the server is at work with it. */
export function isBusy(state: string): boolean {
  return state === 'planning' || state === 'running' || state === 'undoing';
}

export function bulkQuery(id: string) {
  return queryOptions({
    queryKey: [...bulkKey, id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/bulk/{id}', { params: { path: { id } }, signal })),
  });
}

/** The first leads in a state. */
export function leadsOfQuery(id: string, state: 'open' | 'kept' | 'skipped') {
  return queryOptions({
    queryKey: [...bulkKey, id, state],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/bulk/{id}/leads', { params: { path: { id }, query: { state } }, signal })))
        .rows,
  });
}

export function plan(id: string, wanted: WantedPlan) {
  return bodyOf(api.PUT('/api/bulk/{id}/plan', { params: { path: { id } }, body: wanted }));
}

export type Step = 'run' | 'pause' | 'cancel' | 'undo';

/** Goes a step on; whoever runs it says with how many leads. */
export function step(id: string, what: Step, leads: number) {
  const params = { path: { id } };
  return bodyOf(
    what === 'run'
      ? api.POST('/api/bulk/{id}/run', { params, body: { leads } })
      : api.POST(`/api/bulk/{id}/${what}`, { params }),
  );
}
