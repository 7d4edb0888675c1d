import { Button, Group, Loader, Progress, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  cancelExport,
  contentOf,
  type ExportSheet,
  exportQuery,
  exportsQuery,
  isUnderWay,
} from '../api/exports';
import { size, whole } from '../i18n/format';
import { Icon } from './Icon';
import { ProblemNotice } from './Notice';

/** How far an export is, until its file can be taken away. */
export function ExportProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('export');
  const queries = useQueryClient();
  const sheet = useQuery(exportQuery(id));
  const cancel = useMutation({
    mutationFn: () => cancelExport(id),
    onSuccess: (next) => {
      queries.setQueryData(exportQuery(id).queryKey, next);
      void queries.invalidateQueries({ queryKey: exportsQuery.queryKey, exact: true });
    },
  });
  const problem = sheet.error ?? cancel.error;
  if (problem) return <ProblemNotice error={problem} />;
  if (sheet.data === undefined) return <Loader size="sm" aria-label={t('loading')} />;
  const going = isUnderWay(sheet.data);
  return (
    <Stack gap="sm">
      <ExportState sheet={sheet.data} />
      {going && <p className="quiet">{t('goesOn')}</p>}
      <Group gap="xs">
        {sheet.data.state === 'ready' && <Download sheet={sheet.data} />}
        {going && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('stop')}
          </Button>
        )}
        <Button variant="default" onClick={onClose} data-autofocus={going || undefined}>
          {t('close')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Gives the file out, under the name that it has. */
export function Download({ sheet, variant = 'filled' }: { sheet: ExportSheet; variant?: string }) {
  const { t, i18n } = useTranslation('export');
  return (
    <Button
      component="a"
      variant={variant}
      href={contentOf(sheet.id)}
      download
      leftSection={<Icon name="file" size={14} />}
    >
      {t('download', { size: size(i18n.language, sheet.bytes) })}
    </Button>
  );
}

/** How an export stands: in words, and as a bar while it is under way. */
export function ExportState({ sheet }: { sheet: ExportSheet }) {
  const { t, i18n } = useTranslation('export');
  const { state, leads, done, shortened, problem } = sheet;
  const figure = (value: number) => whole(i18n.language, value);
  const share = state === 'waiting' || leads === 0 ? 100 : (100 * done) / leads;
  return (
    <div>
      <p role="status">
        {state === 'waiting' && t('state.waiting')}
        {state === 'running' && t('state.running', { done: figure(done), total: figure(leads) })}
        {state === 'ready' && t('state.ready', { count: leads, figure: figure(leads) })}
        {state === 'cancelled' && t('state.cancelled')}
        {state === 'failed' && t(`failed.${problem as 'failed'}`)}
      </p>
      {isUnderWay(sheet) && <Progress value={share} animated={state === 'waiting'} aria-label={t('going')} />}
      {shortened > 0 && (
        <p className="quiet">{t('shortened', { count: shortened, figure: figure(shortened) })}</p>
      )}
    </div>
  );
}
