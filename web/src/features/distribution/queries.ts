import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { type Explained, explainedOf } from '../../api/types';
import type { Draft } from './draft';

export const examplesQuery = queryOptions({
  queryKey: ['examples'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => bodyOf(api.GET('/api/examples', { signal })),
});

export function exampleText(id: string) {
  return bodyOf(api.GET('/api/examples/{id}', { params: { path: { id } } }));
}

/** What is wrong in a settings file and what a manager would regret; the former answer stays while one types. */
export function checkQuery({ text: settings, version }: Draft) {
  return queryOptions({
    queryKey: ['checks', version],
    enabled: settings.trim() !== '',
    gcTime: 30_000,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => bodyOf(api.POST('/api/checks', { body: { settings }, signal })),
  });
}

/** Who can receive a lead of each source in each hour of the week. */
export function coverageQuery({ text: settings, version }: Draft) {
  return queryOptions({
    queryKey: ['coverage', version],
    gcTime: 30_000,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => bodyOf(api.POST('/api/coverage', { body: { settings }, signal })),
  });
}

/** Every decision about one lead of a run, in order. */
export function explanationQuery({ text: settings, version }: Draft, lead: string) {
  return queryOptions({
    queryKey: ['explanations', version, lead],
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Explained[]> => {
      const { rows } = await bodyOf(api.POST('/api/explanations', { body: { settings, lead }, signal }));
      return rows.map(explainedOf);
    },
  });
}
