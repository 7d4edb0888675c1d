import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { type Explained, explainedOf } from '../../api/types';

export const examplesQuery = queryOptions({
  queryKey: ['examples'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => bodyOf(api.GET('/api/examples', { signal })),
});

export function exampleText(id: string) {
  return bodyOf(api.GET('/api/examples/{id}', { params: { path: { id } } }));
}

/** What is wrong in a settings file and what a manager would regret; the former answer stays while one types. */
export function checkQuery(settings: string) {
  return queryOptions({
    queryKey: ['checks', settings],
    enabled: settings.trim() !== '',
    gcTime: 30_000,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => bodyOf(api.POST('/api/checks', { body: { settings }, signal })),
  });
}

/** Who can receive a lead of each source in each hour of the week. */
export function coverageQuery(settings: string) {
  return queryOptions({
    queryKey: ['coverage', settings],
    gcTime: 30_000,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => bodyOf(api.POST('/api/coverage', { body: { settings }, signal })),
  });
}

/** Every decision about one lead of a run, in order. */
export function explanationQuery(settings: string, lead: string) {
  return queryOptions({
    queryKey: ['explanations', settings, lead],
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Explained[]> => {
      const { rows } = await bodyOf(api.POST('/api/explanations', { body: { settings, lead }, signal }));
      return rows.map(explainedOf);
    },
  });
}
