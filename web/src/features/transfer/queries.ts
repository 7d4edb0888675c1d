import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type ImportSheet = Schemas['ImportSheet'];
export type ImportPreview = Schemas['ImportPreview'];
export type ImportRow = Schemas['ImportRow'];
export type ImportZones = Schemas['ImportZones'];
export type FileFormat = Schemas['FileFormat'];
export type WantedImportPlan = Schemas['WantedImportPlan'];

export const importsKey = ['imports'];
export const piece = 4 * 1024 * 1024;

/** Whether the server is at work with it. */
export function isBusy(state: string): boolean {
  return ['checking', 'running', 'cancelling', 'undoing'].includes(state);
}

export const importsQuery = queryOptions({
  queryKey: importsKey,
  refetchInterval: 5_000,
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/imports', { signal }))).imports,
});

export function importQuery(id: string) {
  return queryOptions({
    queryKey: [...importsKey, id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/imports/{id}', { params: { path: { id } }, signal })),
  });
}

/** The beginning of the file as it is read now. */
export function previewQuery(id: string, format: FileFormat | null | undefined) {
  return queryOptions({
    queryKey: [...importsKey, id, 'preview', format],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/imports/{id}/preview', { params: { path: { id } }, signal })),
  });
}

/** How rows fared, a page after a row. */
export function rowsQuery(id: string, state: string, after: number, stamp: string) {
  return queryOptions({
    queryKey: [...importsKey, id, 'rows', state, after, stamp],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/imports/{id}/rows', { params: { path: { id }, query: { state, after } }, signal }),
      ),
  });
}

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/sources', { signal })),
});

/** The lists to which leads are picked and that one may change. */
export const pickedListsQuery = queryOptions({
  queryKey: ['views', 'picked'],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET('/api/views', { signal }))).rows.filter(
      ({ can, shape }) => can && shape.picked === true,
    ),
});

export function plan(id: string, wanted: WantedImportPlan) {
  return bodyOf(api.PUT('/api/imports/{id}/plan', { params: { path: { id } }, body: wanted }));
}

export type Step = 'check' | 'run' | 'pause' | 'cancel' | 'undo' | 'distribute';

export function step(id: string, what: Step) {
  return bodyOf(api.POST(`/api/imports/{id}/${what}`, { params: { path: { id } } }));
}

export function remove(id: string) {
  return api.DELETE('/api/imports/{id}', { params: { path: { id } } });
}
