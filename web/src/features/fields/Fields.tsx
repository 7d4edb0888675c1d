import { Button, Tabs } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { settingsQuery } from '../../api/people';
import { Blank } from '../../ui/Blank';
import { Dialog } from '../../ui/Dialog';
import { fieldOf } from '../../ui/fields';
import { ProblemNotice } from '../../ui/Notice';
import { FieldEditor } from './FieldEditor';
import { FieldRows } from './FieldRows';
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
  const move = (from: number, to: number) => {
    const next = [...rows];
    next.splice(to, 0, ...next.splice(from, 1));
    queries.setQueryData(settingsQuery(section).queryKey, next);
    order.mutate(next.map(({ key }) => key));
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
          {section === 'fields' && <p className={classes.lead}>{t('dragHint')}</p>}
          <FieldRows section={section} rows={rows} onOpen={setOpened} onMove={move} />
          <div>{add}</div>
        </>
      )}
      {(opened === '' || current !== undefined) && (
        <Dialog
          title={current === undefined ? t('newTitle') : fieldOf(current).name}
          close={t('cancel')}
          size="lg"
          onClose={() => setOpened(null)}
        >
          <FieldEditor
            key={current === undefined ? 'new' : `${current.key} ${current.version}`}
            section={section}
            setting={current ?? null}
            onDone={() => setOpened(null)}
          />
        </Dialog>
      )}
    </div>
  );
}
