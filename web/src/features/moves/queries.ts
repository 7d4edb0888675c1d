import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type HandOverSheet = Schemas['HandOverSheet'];
export type HandOverRow = Schemas['HandOverRow'];
export type WantedPlan = Schemas['WantedPlan'];

export const ways = ['rules', 'turns', 'open'] as const;
export type Way = (typeof ways)[number];

export const handOversKey = ['hand-overs'];

export const handOversQuery = queryOptions({
  queryKey: handOversKey,
  refetchInterval: 5_000,
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/bulk', { signal }))).rows,
});

/** Whether the server is at work with it. */
export function isBusy(state: string): boolean {
  return state === 'planning' || state === 'running' || state === 'undoing';
}

export function handOverQuery(id: string) {
  return queryOptions({
    queryKey: [...handOversKey, id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/bulk/{id}', { params: { path: { id } }, signal })),
  });
}

export function keptQuery(id: string, state: 'kept' | 'skipped') {
  return queryOptions({
    queryKey: [...handOversKey, id, state],
    queryFn: async ({ signal }) =>
      (
        await bodyOf(
          api.GET('/api/bulk/{id}/leads', { params: { path: { id }, query: { state } }, signal }),
        )
      ).rows,
  });
}

export function plan(id: string, wanted: WantedPlan) {
  return bodyOf(api.PUT('/api/bulk/{id}/plan', { params: { path: { id } }, body: wanted }));
}

export type Step = 'run' | 'pause' | 'cancel' | 'undo';

export function step(id: string, what: Step) {
  return bodyOf(api.POST(`/api/bulk/{id}/${what}`, { params: { path: { id } } }));
}
