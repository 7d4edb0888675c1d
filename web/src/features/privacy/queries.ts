import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';
import type { PrivacySearch } from './views';

type Schemas = components['schemas'];
export type FoundPerson = Schemas['FoundPerson'];
export type Periods = Schemas['RetentionPeriods'];
export type AuditRow = Schemas['AuditRow'];

export const peopleQuery = (text: string) =>
  queryOptions({
    queryKey: ['privacy', 'people', text],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/privacy/contacts/query', { body: { text }, signal })),
    enabled: text !== '',
    gcTime: 0,
  });

export const tracesQuery = (id: string) =>
  queryOptions({
    queryKey: ['privacy', 'person', id],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/privacy/contacts/{id}', { params: { path: { id } }, signal })),
    gcTime: 0,
  });

export const periodsQuery = queryOptions({
  queryKey: ['privacy', 'periods'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/privacy/retention', { signal })),
});

/** What the address asks for, as the API takes it. */
export function auditSearch({ group = 'all', who, record, from, until }: PrivacySearch) {
  return {
    group,
    ...(who === undefined ? {} : { who }),
    ...(record === undefined ? {} : { record }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

export type AuditBody = ReturnType<typeof auditSearch>;

export const auditQuery = (body: AuditBody) =>
  infiniteQueryOptions({
    queryKey: ['privacy', 'audit', body],
    queryFn: ({ signal, pageParam }) =>
      bodyOf(
        api.POST('/api/audit/query', {
          body: { ...body, ...(pageParam === null ? {} : { cursor: pageParam }) },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  });

/** Hands a file over to whoever asked for it. */
export function hand(blob: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
