import { Autocomplete, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import type { components } from '../../api/schema';
import { whole } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { FieldInput } from '../../ui/FieldInput';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { fieldOf, typedValue } from '../../ui/fields';
import { ProblemNotice } from '../../ui/Notice';
import { useAddressFields } from '../../ui/useAddressFields';
import { Listings } from './FactEditor';
import { choicesQuery } from './queries';
import { makeView, viewsQuery } from './views';

export type ChangeKind = 'status' | 'field' | 'list' | 'out';

type Change = components['schemas']['WantedChange'];

interface Props {
  kind: ChangeKind;
  pending: boolean;
  /** Why the last one was refused. */
  error: unknown;
  onChange: (change: Change) => void;
  onClose: () => void;
}

/** Asks what the leads are to get. What it says is shown lead by lead before anything happens. */
export function SelectionChange(props: Props) {
  const { t } = useTranslation('bulk');
  const title = t(`do.${props.kind}`);
  return (
    <Dialog title={title} close={t('cancel')} onClose={props.onClose}>
      {props.kind === 'status' && <Status {...props} />}
      {props.kind === 'field' && <Field {...props} />}
      {(props.kind === 'list' || props.kind === 'out') && <List {...props} />}
    </Dialog>
  );
}

function Form({ pending, error, known, onClose, onSubmit, children }: FormProps) {
  const { t } = useTranslation('bulk');
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack gap="sm">
        {children}
        {error != null && !known && <ProblemNotice error={error} />}
        <p className="quiet">{t('before')}</p>
        <DialogButtons yes={t('look')} no={t('cancel')} pending={pending} onNo={onClose} />
      </Stack>
    </form>
  );
}

interface FormProps {
  pending: boolean;
  error: unknown;
  /** Whether the flaw stands at its input. */
  known: boolean;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}

function Status({ pending, error, onChange, onClose }: Props) {
  const { t, i18n } = useTranslation('bulk');
  const choices = useQuery(choicesQuery).data;
  const flaws = useFieldFlaws(error);
  const [status, setStatus] = useState('');
  const [note, setNote] = useState('');
  const needed = choices?.noteLength ?? 0;
  const short = [...note.trim()].length < needed;
  return (
    <Form
      pending={pending}
      error={error}
      known={flaws('status') !== null || flaws('note') !== null}
      onClose={onClose}
      onSubmit={() => onChange({ status, note })}
    >
      <Autocomplete
        label={t('status')}
        data-autofocus
        required
        maxLength={60}
        data={choices?.statuses ?? []}
        value={status}
        error={flaws('status')}
        onChange={setStatus}
      />
      <Textarea
        label={t('note')}
        description={needed > 0 ? t('noteNeeded', { figure: whole(i18n.language, needed) }) : t('noteHint')}
        required={needed > 0}
        minLength={needed}
        maxLength={1000}
        autosize
        minRows={2}
        value={note}
        error={flaws('note') ?? (note !== '' && short)}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Form>
  );
}

const listing = 'listing';

function Field({ pending, error, onChange, onClose }: Props) {
  const { t } = useTranslation('bulk');
  const { t: words } = useTranslation('lead');
  const flaws = useFieldFlaws(error);
  const own = (useQuery(settingsQuery('fields')).data ?? []).map(fieldOf);
  const fields = [...own.filter(({ active }) => active), ...useAddressFields(own)];
  const [id, setId] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const field = fields.find((each) => each.id === id);
  const send = () => {
    const text = typed.trim();
    if (id === null) return;
    onChange({ field: id, value: text === '' ? null : typedValue(field?.type ?? 'text', text) });
  };
  return (
    <Form pending={pending} error={error} known={flaws('value') !== null} onClose={onClose} onSubmit={send}>
      <Select
        label={t('field')}
        data-autofocus
        required
        searchable
        data={[
          ...fields.map((each) => ({ value: each.id, label: each.name })),
          { value: listing, label: words('column.listing') },
        ]}
        value={id}
        onChange={(next) => {
          setId(next);
          setTyped('');
        }}
      />
      {field !== undefined && (
        <FieldInput
          field={{ ...field, required: false }}
          value={typed}
          error={flaws('value')}
          onChange={setTyped}
        />
      )}
      {id === listing && <Listings value={typed} error={flaws('value')} onChange={setTyped} />}
      {id !== null && <p className="quiet">{t('clearHint')}</p>}
    </Form>
  );
}

const fresh = '';

/** Lists whose leads are picked one by one; a new one is made at once. */
function List({ kind, pending, error, onChange, onClose }: Props) {
  const { t } = useTranslation('bulk');
  const queries = useQueryClient();
  const views = useQuery(viewsQuery).data?.rows ?? [];
  const lists = views.filter(({ can, shape }) => can && shape.picked === true);
  const out = kind === 'out';
  const [list, setList] = useState<string | null>(null);
  const [name, setName] = useState('');
  const chosen = list ?? (lists.length === 0 && !out ? fresh : null);
  const make = useMutation({
    mutationFn: () => makeView({ name, shape: { filter: {}, picked: true } }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
      setList(made.id);
      onChange({ list: made.id });
    },
  });
  const flaws = useFieldFlaws(make.error);
  const send = () => {
    if (chosen === fresh) make.mutate();
    else if (chosen !== null) onChange({ list: chosen, ...(out ? { out } : {}) });
  };
  return (
    <Form
      pending={pending || make.isPending}
      error={make.error ?? error}
      known={make.isError && flaws('name') !== null}
      onClose={onClose}
      onSubmit={send}
    >
      <Select
        label={t('list')}
        description={lists.length === 0 && out ? t('noLists') : undefined}
        data-autofocus
        required
        searchable
        data={[
          ...lists.map((each) => ({ value: each.id, label: each.name })),
          ...(out ? [] : [{ value: fresh, label: t('newList') }]),
        ]}
        value={chosen}
        onChange={setList}
      />
      {chosen === fresh && (
        <TextInput
          label={t('listName')}
          required
          maxLength={80}
          value={name}
          error={make.isError ? flaws('name') : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
    </Form>
  );
}
