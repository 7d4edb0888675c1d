import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';

export type FileRow = components['schemas']['FileRow'];

/** The files of a lead, newest first. Refreshed with the lead. */
export function filesQuery(lead: string) {
  return queryOptions({
    queryKey: ['lead', lead, 'files'],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/leads/{id}/files', { params: { path: { id: lead } }, signal })),
  });
}

export async function removeFile(id: string): Promise<void> {
  await api.DELETE('/api/files/{id}', { params: { path: { id } } });
}
