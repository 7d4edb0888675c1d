import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, bodyOf } from '../../api/client';
import { ifMatch, usersQuery } from '../../api/people';
import type { Setting } from '../../api/types';

/** Keeps and removes one object of a section of the settings; the lists and pictures that show it follow. */
export function useKeep(section: 'schedules' | 'teams' | 'listings', before: Setting | null) {
  const queries = useQueryClient();
  const navigate = useNavigate();
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
      await navigate({ to: '/roster', search: { view: section, open: kept.key } });
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
      await navigate({ to: '/roster', search: { view: section } });
    },
  });
  const reload = () => void queries.invalidateQueries({ queryKey: ['settings', section] });
  return { keep, remove, reload, error: keep.error ?? remove.error };
}
