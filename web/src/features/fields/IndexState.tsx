import { Button, Progress } from '@mantine/core';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';
import { percentage } from '../../i18n/format';
import classes from './Fields.module.css';

type FieldIndex = components['schemas']['FieldIndexRow'];

const passing: ReadonlySet<string> = new Set(['waiting', 'building', 'dropping']);

/** The fields by which lists are sorted and searched; asked again while one of them is being made or dropped. */
export const indexesQuery = queryOptions({
  queryKey: ['settings', 'fields', 'indexes'],
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/field-indexes', { signal }))).rows,
  refetchInterval: ({ state }) => (state.data?.some((each) => passing.has(each.state)) ? 1000 : false),
});

/** How far a field is that lists are to be sorted and searched by; nothing for all others. */
export function IndexState({ index }: { index: FieldIndex | undefined }) {
  const { t, i18n } = useTranslation('fields');
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: (field: string) =>
      bodyOf(api.POST('/api/field-indexes/{field}/retry', { params: { path: { field } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: indexesQuery.queryKey }),
  });
  if (index === undefined) return null;
  switch (index.state) {
    case 'building': {
      const done = index.percent ?? 0;
      return (
        <div className={classes.building}>
          <span>
            {t(index.held ? 'index.held' : 'index.building')} {percentage(i18n.language, done / 100)}
          </span>
          <Progress value={done} aria-label={t('index.building')} size="sm" />
        </div>
      );
    }
    case 'failed':
      return (
        <div className={classes.failed}>
          <span className={classes.alarm}>{t('index.failed')}</span>
          <bdi dir="auto" className="quiet">
            {index.reason}
          </bdi>
          <Button
            size="compact-sm"
            variant="default"
            loading={retry.isPending}
            onClick={() => retry.mutate(index.field)}
          >
            {t('index.retry')}
          </Button>
        </div>
      );
    case 'waiting':
    case 'ready':
    case 'dropping':
      return <>{t(`index.${index.state}`)}</>;
    default:
      return null;
  }
}
