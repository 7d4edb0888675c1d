import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client';
import { ifMatch, type Section, usersQuery } from '../api/people';
import type { Setting } from '../api/types';

/**
 * Keeps and removes one object of a section of the settings; the lists and pictures that show it follow.
 *
 * @param before the object as it is, null for a new one
 * @param onDone called with the key of what was kept, with nothing when it was removed
 */
export function useKeep(section: Section, before: Setting | null, onDone: (key?: string) => void) {
  const queries = useQueryClient();
  const follow = async () => {
    await queries.invalidateQueries({ queryKey: ['settings', section] });
    void queries.invalidateQueries({ queryKey: ['duty'] });
    void queries.invalidateQueries({ queryKey: usersQuery.queryKey });
  };
  const keep = useMutation({
    mutationFn: ({ key, body }: { key: string; body: Record<string, unknown> }) =>
      bodyOf(
        api.PUT(`/api/${section}/{key}`, {
          params: { path: { key }, header: before === null ? {} : ifMatch(before.version) },
          body,
        }),
      ),
    onSuccess: async (kept) => {
      await follow();
      onDone(kept.key);
    },
  });
  const remove = useMutation({
    mutationFn: async () => {
      if (before === null) return;
      await api.DELETE(`/api/${section}/{key}`, {
        params: { path: { key: before.key }, header: ifMatch(before.version) },
      });
    },
    onSuccess: async () => {
      await follow();
      onDone();
    },
  });
  const reload = () => void queries.invalidateQueries({ queryKey: ['settings', section] });
  return { keep, remove, reload, error: keep.error ?? remove.error };
}
