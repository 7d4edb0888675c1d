import { ActionIcon, Button, Modal, Table, Tabs } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { settingsQuery } from '../../api/people';
import type { Setting } from '../../api/types';
import { isolated } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { fieldOf } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import { FieldEditor } from './FieldEditor';
import classes from './Fields.module.css';

export type FieldSection = 'fields' | 'user-fields';

/** The company's own fields of its leads and of its people. */
export function Fields() {
  const { t } = useTranslation('fields');
  const { t: shell } = useTranslation('shell');
  const { of } = useSearch({ from: '/inside/fields' });
  const navigate = useNavigate();
  return (
    <Tabs
      value={of ?? 'lead'}
      onChange={(next) => void navigate({ to: '/fields', search: next === 'user' ? { of: 'user' } : {} })}
      keepMounted={false}
    >
      <h1 className="spoken">{shell('way.fields')}</h1>
      <Tabs.List className={classes.tabs}>
        <Tabs.Tab value="lead">{t('ofLead')}</Tabs.Tab>
        <Tabs.Tab value="user">{t('ofUser')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="lead">
        <FieldList section="fields" />
      </Tabs.Panel>
      <Tabs.Panel value="user">
        <FieldList section="user-fields" />
      </Tabs.Panel>
    </Tabs>
  );
}

function FieldList({ section }: { section: FieldSection }) {
  const { t } = useTranslation('fields');
  const [opened, setOpened] = useState<string | null>(null);
  const fields = useQuery(settingsQuery(section));
  const queries = useQueryClient();
  const order = useMutation({
    mutationFn: (keys: string[]) => bodyOf(api.POST(`/api/${section}/order`, { body: { keys } })),
    onSuccess: ({ rows }) => queries.setQueryData(settingsQuery(section).queryKey, rows),
    onError: () => void queries.invalidateQueries({ queryKey: ['settings', section] }),
  });
  if (fields.isError) return <ProblemNotice error={fields.error} />;
  if (fields.data === undefined) return null;
  const rows = fields.data;
  const current = rows.find(({ key }) => key === opened);
  const move = (index: number, by: number) => {
    const keys = rows.map(({ key }) => key);
    const [key] = keys.splice(index, 1);
    if (key === undefined) return;
    keys.splice(index + by, 0, key);
    order.mutate(keys);
  };
  const add = <Button onClick={() => setOpened('')}>{t('add')}</Button>;
  return (
    <div className={classes.page}>
      <p className={classes.lead}>{t(section === 'fields' ? 'leadHint' : 'userHint')}</p>
      {order.isError && <ProblemNotice error={order.error} />}
      {rows.length === 0 ? (
        <Blank title={t('noneTitle')} action={add}>
          {t(section === 'fields' ? 'noneLead' : 'noneUser')}
        </Blank>
      ) : (
        <>
          <FieldRows rows={rows} busy={order.isPending} onOpen={setOpened} onMove={move} />
          <div>{add}</div>
        </>
      )}
      <Modal
        opened={opened === '' || current !== undefined}
        onClose={() => setOpened(null)}
        title={opened === '' ? t('newTitle') : (current && fieldOf(current).name) || ''}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        <FieldEditor
          key={current === undefined ? 'new' : `${current.key} ${current.version}`}
          section={section}
          setting={current ?? null}
          onDone={() => setOpened(null)}
        />
      </Modal>
    </div>
  );
}

interface RowsProps {
  rows: Setting[];
  busy: boolean;
  onOpen: (key: string) => void;
  onMove: (index: number, by: number) => void;
}

function FieldRows({ rows, busy, onOpen, onMove }: RowsProps) {
  const { t, i18n } = useTranslation('fields');
  return (
    <Rows heads={[t('name'), t('id'), t('type'), t('choices')]} actions={t('order')}>
      {rows.map((row, index) => {
        const field = fieldOf(row);
        const named = { name: isolated(i18n.language, field.name) };
        return (
          <Table.Tr key={field.id} className={field.active ? undefined : 'quiet'}>
            <Table.Td>
              <Button variant="subtle" className={classes.name} onClick={() => onOpen(field.id)}>
                <bdi>{field.name}</bdi>
              </Button>
              {!field.active && <span className="quiet"> {t('retired')}</span>}
            </Table.Td>
            <Table.Td>
              <bdi dir="ltr">{field.id}</bdi>
            </Table.Td>
            <Table.Td>{t(`types.${field.type}`)}</Table.Td>
            <Table.Td>
              <bdi>{field.choices.join(', ')}</bdi>
            </Table.Td>
            <Table.Td>
              <span className={classes.moves}>
                <ActionIcon
                  aria-label={t('up', named)}
                  disabled={busy || index === 0}
                  onClick={() => onMove(index, -1)}
                >
                  <Icon name="up" />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('down', named)}
                  disabled={busy || index === rows.length - 1}
                  onClick={() => onMove(index, 1)}
                >
                  <Icon name="down" />
                </ActionIcon>
              </span>
            </Table.Td>
          </Table.Tr>
        );
      })}
    </Rows>
  );
}
