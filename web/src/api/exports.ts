import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { components } from './schema';

export type ExportSheet = components['schemas']['ExportSheet'];
export type WantedExport = components['schemas']['WantedExport'];

const key = ['exports'];
const often = 700;
const seldom = 10_000;

/** Whether the server is at work with it. */
export function isUnderWay({ state }: ExportSheet): boolean {
  return state === 'waiting' || state === 'running';
}

/** One's exports, the newest first; for administrators those of everybody. */
export const exportsQuery = queryOptions({
  queryKey: key,
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/exports', { signal }))).exports,
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? often : seldom),
});

/** An export, looked at again until it has ended. */
export function exportQuery(id: string) {
  return queryOptions({
    queryKey: [...key, id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/exports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data === undefined || isUnderWay(state.data) ? often : false),
  });
}

export function beginExport(wanted: WantedExport): Promise<ExportSheet> {
  return bodyOf(api.POST('/api/exports', { body: wanted }));
}

export function cancelExport(id: string): Promise<ExportSheet> {
  return bodyOf(api.POST('/api/exports/{id}/cancel', { params: { path: { id } } }));
}

export async function removeExport(id: string): Promise<void> {
  await api.DELETE('/api/exports/{id}', { params: { path: { id } } });
}

/** Where the browser takes the file from. */
export function contentOf(id: string): string {
  return `/api/exports/${encodeURIComponent(id)}/content`;
}
