import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];

export type Source = Schemas['SourceRow'];
export type Form = Schemas['SourceForm'];
export type Quarantined = Schemas['QuarantinedRow'];

export const states = ['open', 'taken', 'discarded'] as const;

export type State = (typeof states)[number];

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/sources', { signal })),
});

export const relaysQuery = queryOptions({
  queryKey: ['relays'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/relays', { signal })),
});

export function quarantinePage(state: State, after: string, signal: AbortSignal) {
  return bodyOf(api.GET('/api/quarantine', { params: { query: { state, after } }, signal }));
}

/** A key for one submission, so that a second click makes no second lead. Works without a secure context too. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
}
