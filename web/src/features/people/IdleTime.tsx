import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { presenceQuery } from '../../api/people';

const idleKey = ['idle-time'];
const offered = [5, 10, 15, 30, 60];

/** After how long without a sign of life people go offline by themselves; for the whole company. */
export function IdleTime() {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const idle = useQuery({
    queryKey: idleKey,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/company/idle-time', { signal })),
  });
  const change = useMutation({
    mutationFn: (minutes: number | null) => bodyOf(api.PUT('/api/company/idle-time', { body: { minutes } })),
    onSuccess: (now) => {
      queries.setQueryData(idleKey, now);
      void queries.invalidateQueries({ queryKey: presenceQuery.queryKey });
    },
  });
  if (idle.data === undefined) return null;
  const minutes = idle.data.minutes ?? null;
  const known = [...new Set([...offered, ...(minutes === null ? [] : [minutes])])].sort((a, b) => a - b);
  return (
    <NativeSelect
      size="xs"
      aria-label={t('idle.label')}
      value={minutes === null ? '' : String(minutes)}
      disabled={change.isPending}
      data={[
        ...known.map((each) => ({ value: String(each), label: t('idle.after', { count: each }) })),
        { value: '', label: t('idle.never') },
      ]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        change.mutate(value === '' ? null : Number(value));
      }}
    />
  );
}
