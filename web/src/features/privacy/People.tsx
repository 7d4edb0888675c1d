import { Button, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import { useInstant } from '../../ui/useZone';
import views from '../../ui/Views.module.css';
import { EraseDialog } from './EraseDialog';
import classes from './Privacy.module.css';
import { hand, peopleQuery, tracesQuery } from './queries';

/** Finds a person, shows what there is about them, exports and erases it. */
export function People() {
  const { t, i18n } = useTranslation('privacy');
  const search = useSearch({ from: '/inside/privacy' });
  const navigate = useNavigate();
  const instant = useInstant();
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const found = useQuery(peopleQuery(text));
  const open = (contact?: string) => void navigate({ to: '/privacy', search: contact ? { contact } : {} });
  const list = useMutation({
    mutationFn: () => bodyOf(api.GET('/api/privacy/contacts/erased', { parseAs: 'blob' })),
    onSuccess: (blob) => hand(blob as unknown as Blob, 'erased.csv'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setText(typed.trim());
    if (text === typed.trim()) void found.refetch();
    open();
  };
  return (
    <div className={views.page}>
      <p className={views.about}>{t('people.lead')}</p>
      <form className={classes.row} onSubmit={submit}>
        <TextInput
          className={classes.search}
          label={t('people.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" leftSection={<Icon name="search" />} loading={found.isFetching}>
          {t('people.find')}
        </Button>
        <Button variant="subtle" loading={list.isPending} onClick={() => list.mutate()}>
          {t('people.list')}
        </Button>
      </form>
      {(found.error ?? list.error) && <ProblemNotice error={found.error ?? list.error} />}
      {found.data?.rows.length === 0 && <p role="status">{t('people.none')}</p>}
      {found.data !== undefined && found.data.rows.length > 0 && (
        <Rows
          heads={[t('people.name'), t('people.keys'), t('people.since'), t('people.leads'), t('people.open')]}
          actions={null}
        >
          {found.data.rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                <button type="button" className={classes.name} onClick={() => open(row.id)}>
                  <bdi>{row.name || t('people.nameless')}</bdi>
                </button>
              </Table.Td>
              <Table.Td>
                {row.keys.map((key) => (
                  <div key={key}>
                    <bdi dir="ltr">{key}</bdi>
                  </div>
                ))}
              </Table.Td>
              <Table.Td>{instant(row.since)}</Table.Td>
              <Table.Td>{whole(i18n.language, row.leads)}</Table.Td>
              <Table.Td>{whole(i18n.language, row.openLeads)}</Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
      {found.data?.more && <p className="quiet">{t('people.more')}</p>}
      {search.contact !== undefined && (
        <Person
          key={search.contact}
          id={search.contact}
          onGone={() => {
            void found.refetch();
            open();
          }}
        />
      )}
    </div>
  );
}

function Person({ id, onGone }: { id: string; onGone: () => void }) {
  const { t, i18n } = useTranslation('privacy');
  const traces = useQuery(tracesQuery(id));
  const [erasing, setErasing] = useState(false);
  const take = useMutation({
    mutationFn: () =>
      bodyOf(
        api.POST('/api/privacy/contacts/{id}/export', {
          params: { path: { id } },
          parseAs: 'blob',
        }),
      ),
    onSuccess: (blob) => hand(blob as unknown as Blob, `contact-${id}.zip`),
  });
  if (traces.isError) return <ProblemNotice error={traces.error} />;
  if (traces.data === undefined) return null;
  const person = traces.data;
  return (
    <section className={classes.card}>
      <h2>
        <bdi>{person.name || t('people.nameless')}</bdi>
      </h2>
      <p className="quiet">{t('person.lead')}</p>
      {take.isError && <ProblemNotice error={take.error} />}
      <Rows heads={[t('person.kind'), t('person.count'), t('person.fate')]} actions={null}>
        {person.traces.map(({ kind, count, stays }) => (
          <Table.Tr key={kind}>
            <Table.Td>{t(`trace.${kind as 'leads'}`)}</Table.Td>
            <Table.Td>{whole(i18n.language, count)}</Table.Td>
            <Table.Td>{t(stays ? 'person.stays' : 'person.goes')}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
      <div className={classes.row} style={{ marginBlockStart: '0.9rem' }}>
        <Button leftSection={<Icon name="file" />} loading={take.isPending} onClick={() => take.mutate()}>
          {t('person.export')}
        </Button>
        <Button
          color="buoy"
          variant="outline"
          leftSection={<Icon name="trash" />}
          onClick={() => setErasing(true)}
        >
          {t('person.erase')}
        </Button>
      </div>
      {take.isSuccess && <p role="status">{t('person.exported')}</p>}
      {erasing && <EraseDialog person={person} onClose={() => setErasing(false)} onGone={onGone} />}
    </section>
  );
}
