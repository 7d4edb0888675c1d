import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { ifMatch } from '../../api/people';
import type { components } from '../../api/schema';
import { atLeast, whole } from '../../i18n/format';
import type { Layout } from './layout';
import { type LeadsSearch, leadsSearch, queryOf, withColumn } from './search';

export type View = components['schemas']['View'];
export type WantedView = components['schemas']['WantedView'];

export type ValueCounts = components['schemas']['LeadCounts'];

export const reaches = ['own', 'team', 'people', 'all'] as const;

export type Reach = (typeof reaches)[number];

/** The views that one has, and how one left the list. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  staleTime: 60_000,
  queryFn: ({ signal }) => bodyOf(api.GET('/api/views', { signal })),
});

/** How many leads a list has: a number, and whether it is all of them. */
export function countQuery(search: LeadsSearch) {
  return queryOptions({
    queryKey: ['lead-count', search],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const body = { ...queryOf(search, null), limit: 1 };
      return (await bodyOf(api.POST('/api/leads/query', { body, signal }))).total;
    },
  });
}

/**
 * How many leads of a list each value of a column has, whatever the column itself is narrowed to; of the column `zone`
 * each zone right below the one with that key.
 */
export function valueCountsQuery(search: LeadsSearch, by: string, below = '') {
  const { filter } = queryOf(withColumn(search, by, []), null);
  return queryOptions<ValueCounts, Error, ValueCounts, readonly unknown[]>({
    queryKey: [...valueCountsKey, by, below, filter],
    staleTime: 30_000,
    queryFn: ({ signal }) =>
      bodyOf(
        api.POST('/api/leads/counts', {
          params: { query: below === '' ? { by } : { by, below } },
          body: filter == null ? {} : { filter },
          signal,
        }),
      ),
  });
}

export const valueCountsKey = ['lead-value-counts'];

/** A count as it is shown; empty where nobody knows it. */
export function figureOf(counts: ValueCounts | undefined, value: string, language: string): string {
  if (counts === undefined) return '';
  const found = counts.values.find((one) => one.value === value);
  if (found === undefined) return counts.exact ? whole(language, 0) : '';
  return atLeast(language, found.count, !found.exact);
}

/** Counts a list exactly, part by part: told how many so far and how much is done; can be given up at any time. */
export async function countExactly(
  search: LeadsSearch,
  signal: AbortSignal,
  onPart: (value: number, done: number) => void,
): Promise<number> {
  const body = queryOf(search, null);
  let value = 0;
  let after: string | null = null;
  do {
    const params: { query: { after?: string } } = { query: after === null ? {} : { after } };
    const part: components['schemas']['LeadCount'] = await bodyOf(
      api.POST('/api/leads/count', { params, body, signal }),
    );
    value += part.value;
    after = part.next ?? null;
    onPart(value, part.done);
  } while (after !== null);
  return value;
}

/** What the address says of a view's own filter and order, so that they can be changed. */
export function searchOf({ shape }: View): LeadsSearch {
  const { filter, sort } = shape;
  const lists = {
    status: filter.status,
    source: filter.source,
    assignee: filter.assignee,
    state: filter.state,
  };
  const columns: Record<string, unknown> = { ...filter.columns };
  for (const [column, values] of Object.entries(lists)) {
    if (values != null && values.length > 0) columns[column] = values.map((value) => value || '-');
  }
  const { open, text, rule } = filter;
  return leadsSearch({ columns, open: open ?? undefined, text: text ?? '', rule, sort: sort ?? '' });
}

/** A list as it stands, as the shape of a view. */
export function shapeOf({ view: _, ...search }: LeadsSearch, layout: Layout): WantedView['shape'] {
  const { filter, sort } = queryOf(search, null);
  return {
    filter: filter ?? {},
    ...(sort == null ? {} : { sort }),
    columns: layout.columns,
    density: layout.density,
  };
}

export function makeView(wanted: WantedView): Promise<View> {
  return bodyOf(api.POST('/api/views', { body: wanted }));
}

export function changeView({ id, version }: View, wanted: WantedView): Promise<View> {
  return bodyOf(
    api.PUT('/api/views/{id}', { params: { path: { id }, header: ifMatch(version) }, body: wanted }),
  );
}

export async function deleteView({ id }: View): Promise<void> {
  await api.DELETE('/api/views/{id}', { params: { path: { id } } });
}

/** Keeps how one left the list, here at once. */
export async function keepState(
  queries: QueryClient,
  state: components['schemas']['ListState'],
): Promise<void> {
  queries.setQueryData(viewsQuery.queryKey, (known) => (known === undefined ? known : { ...known, state }));
  await api.PUT('/api/views/state', { body: state });
}
