import { ActionIcon, Button, Loader, Table, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cancelExport, type ExportSheet, exportsQuery, isUnderWay, removeExport } from '../../api/exports';
import { isolated, momentOfYear, wallTime } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Download, ExportState } from '../../ui/ExportProgress';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import { useZone } from '../../ui/useZone';

/** Files of leads that were written, and those that are being written. */
export function ExportList() {
  const { t } = useTranslation('export');
  const list = useQuery(exportsQuery);
  if (list.isError) return <ProblemNotice error={list.error} />;
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">{t('list.title')}</h2>
      {list.data === undefined && <Loader size="sm" aria-label={t('loading')} />}
      {list.data?.length === 0 && (
        <Blank title={t('list.noneTitle')}>
          {t('list.noneText')} <Link to="/leads">{t('list.toLeads')}</Link>
        </Blank>
      )}
      {list.data !== undefined && list.data.length > 0 && (
        <Rows
          heads={[t('list.file'), t('list.state'), t('list.at'), t('list.until')]}
          actions={t('list.actions')}
        >
          {list.data.map((sheet) => (
            <Line key={sheet.id} sheet={sheet} />
          ))}
        </Rows>
      )}
    </section>
  );
}

function Line({ sheet }: { sheet: ExportSheet }) {
  const { t, i18n } = useTranslation('export');
  const zone = useZone();
  const queries = useQueryClient();
  const settle = () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey });
  const cancel = useMutation({ mutationFn: () => cancelExport(sheet.id), onSettled: settle });
  const remove = useMutation({ mutationFn: () => removeExport(sheet.id), onSettled: settle });
  const moment = (at: string) => momentOfYear(i18n.language, wallTime(zone, new Date(at)));
  const problem = cancel.error ?? remove.error;
  return (
    <Table.Tr>
      <Table.Td>
        <bdi>
          {sheet.name}.{sheet.format}
        </bdi>
        {!sheet.mine && (
          <div className="quiet">{t('list.of', { name: isolated(i18n.language, sheet.maker) })}</div>
        )}
      </Table.Td>
      <Table.Td>
        <ExportState sheet={sheet} />
        {problem !== null && <ProblemNotice error={problem} />}
      </Table.Td>
      <Table.Td>{moment(sheet.madeAt)}</Table.Td>
      <Table.Td>{sheet.keptUntil != null && sheet.state === 'ready' && moment(sheet.keptUntil)}</Table.Td>
      <Table.Td>
        <span style={{ display: 'flex', gap: 8, justifyContent: 'end', alignItems: 'center' }}>
          {sheet.state === 'ready' && <Download sheet={sheet} variant="light" />}
          {isUnderWay(sheet) && (
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('stop')}
            </Button>
          )}
          {!isUnderWay(sheet) && (
            <Tooltip label={t('list.remove', { name: isolated(i18n.language, sheet.name) })}>
              <ActionIcon
                aria-label={t('list.remove', { name: isolated(i18n.language, sheet.name) })}
                onClick={() => remove.mutate()}
              >
                <Icon name="trash" />
              </ActionIcon>
            </Tooltip>
          )}
        </span>
      </Table.Td>
    </Table.Tr>
  );
}
