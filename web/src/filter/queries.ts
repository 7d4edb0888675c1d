import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client';
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type FilterForms = Schemas['FilterForms'];
export type FilterField = Schemas['FilterField'];

export const fieldsQuery = queryOptions({
  queryKey: ['rules', 'fields'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/filters/fields', { signal })),
});

export function parseCondition(text: string) {
  return bodyOf(api.POST('/api/filters/parse', { body: { text } }));
}

export const parsedQuery = (text: string) =>
  queryOptions({ queryKey: ['rules', 'parsed', text], queryFn: () => parseCondition(text) });

export function formatCondition(tree: unknown) {
  return bodyOf(api.POST('/api/filters/format', { body: { tree: tree as Record<string, never> } }));
}
