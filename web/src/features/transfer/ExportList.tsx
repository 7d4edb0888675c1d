import { ActionIcon, Button, Table, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cancelExport, type ExportSheet, exportsQuery, isUnderWay, removeExport } from '../../api/exports';
import { isolated } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Download, ExportState } from '../../ui/ExportProgress';
import { Icon } from '../../ui/Icon';
import { Jobs } from '../../ui/Jobs';
import { ProblemNotice } from '../../ui/Notice';
import { useMoment } from '../../ui/useZone';

/** Files of leads that were written, and those that are being written. */
export function ExportList() {
  const { t } = useTranslation('export');
  return (
    <Jobs
      title={t('list.title')}
      loading={t('loading')}
      jobs={useQuery(exportsQuery)}
      heads={[t('list.file'), t('list.state'), t('list.at'), t('list.until')]}
      actions={t('list.actions')}
      blank={
        <Blank title={t('list.noneTitle')}>
          {t('list.noneText')} <Link to="/leads">{t('list.toLeads')}</Link>
        </Blank>
      }
    >
      {(sheet) => <Line key={sheet.id} sheet={sheet} />}
    </Jobs>
  );
}

function Line({ sheet }: { sheet: ExportSheet }) {
  const { t, i18n } = useTranslation('export');
  const moment = useMoment();
  const queries = useQueryClient();
  const settle = () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey });
  const cancel = useMutation({ mutationFn: () => cancelExport(sheet.id), onSettled: settle });
  const remove = useMutation({ mutationFn: () => removeExport(sheet.id), onSettled: settle });
  const problem = cancel.error ?? remove.error;
  return (
    <Table.Tr>
      <Table.Td>
        <bdi>{sheet.name}</bdi>.{sheet.format}
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
