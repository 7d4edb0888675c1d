import { Alert, Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tinykeys } from 'tinykeys';
import { api, bodyOf } from '../../api/client';
import { settingsQuery } from '../../api/people';
import { isolated } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { FieldInput } from '../../ui/FieldInput';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { fieldOf, type OwnField, typedValue } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useAddressFields } from '../../ui/useAddressFields';
import classes from './Intake.module.css';
import { LeadLines, leadLines } from './LeadLines';
import { freshKey } from './queries';

/** The button that opens the dialog for a lead typed in by hand. Alt+N does the same, on every keyboard layout. */
export function NewLeadButton() {
  const { t } = useTranslation('intake');
  const [entry, setEntry] = useState<string | null>(null);
  useEffect(
    () =>
      tinykeys(window, {
        'Alt+KeyN': (event) => {
          event.preventDefault();
          setEntry((now) => now ?? freshKey());
        },
      }),
    [],
  );
  return (
    <>
      <Button
        className={classes['never-narrow']}
        aria-keyshortcuts="Alt+N"
        onClick={() => setEntry(freshKey())}
      >
        {t('entry.open')}
      </Button>
      {entry !== null && (
        <Dialog onClose={() => setEntry(null)} title={t('entry.title')} close={t('entry.close')}>
          <Entry
            key={entry}
            idempotencyKey={entry}
            onClose={() => setEntry(null)}
            onAnother={() => setEntry(freshKey())}
          />
        </Dialog>
      )}
    </>
  );
}

/** Declared fields that are asked for in their own place, or not at all. */
const builtIn: ReadonlySet<string> = new Set([
  ...leadLines,
  'message',
  'source',
  'status',
  'owner',
  'created',
]);

interface EntryProps {
  idempotencyKey: string;
  onClose: () => void;
  onAnother: () => void;
}

function Entry({ idempotencyKey, onClose, onAnother }: EntryProps) {
  const { t } = useTranslation('intake');
  const queries = useQueryClient();
  const [values, setValues] = useState<Record<string, string>>({});
  const [own, setOwn] = useState<Record<string, string>>({});
  const [message, setMessage] = useState('');
  const declared = (useQuery(settingsQuery('fields')).data ?? []).map(fieldOf);
  const fields = [
    ...useAddressFields(declared).filter(({ id }) => id === 'postcode' || id === 'town'),
    ...declared.filter(({ id, active }) => active && !builtIn.has(id)),
  ];
  const enter = useMutation({
    mutationFn: () =>
      bodyOf(
        api.POST('/api/leads/manual', {
          params: { header: { 'Idempotency-Key': `${idempotencyKey}` } },
          body: { ...values, fields: fieldsOf(fields, { ...standards(fields), ...own, message }) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['leads'] }),
  });
  const flaw = useFieldFlaws(enter.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  if (enter.isSuccess) {
    return <Entered id={enter.data.lead.id} onClose={onClose} onAnother={onAnother} />;
  }
  return (
    <form
      className={classes.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !enter.isPending) enter.mutate();
      }}
    >
      {enter.isError && <ProblemNotice error={enter.error} />}
      <LeadLines
        values={values}
        labelOf={(name) => t(`entry.${name}`)}
        flaw={flaw}
        onChange={(change) => setValues((now) => ({ ...now, ...change }))}
      />
      {fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          value={own[field.id] ?? field.standard ?? ''}
          error={flaw(`fields.${field.id}`)}
          onChange={(value) => setOwn((now) => ({ ...now, [field.id]: value }))}
        />
      ))}
      <Textarea
        label={t('entry.message')}
        autosize
        minRows={2}
        maxLength={8000}
        value={message}
        error={flaw('fields.message')}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <span className="quiet">{t('entry.hint')}</span>
      <DialogButtons yes={t('entry.save')} no={t('entry.cancel')} pending={enter.isPending} onNo={onClose} />
    </form>
  );
}

/** What stands in fields before anybody types. */
function standards(fields: OwnField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ id, standard }) => [id, standard ?? '']));
}

/** What is filled in, in values of the fields' types. */
function fieldsOf(fields: OwnField[], typed: Record<string, string>) {
  const types = new Map(fields.map(({ id, type }) => [id, type]));
  const filled = Object.entries(typed).filter(([, value]) => value.trim() !== '');
  return Object.fromEntries(
    filled.map(([id, value]) => [id, typedValue(types.get(id) ?? 'text', value)]),
  ) as unknown as Record<string, never>;
}

function Entered({ id, onClose, onAnother }: { id: string; onClose: () => void; onAnother: () => void }) {
  const { t, i18n } = useTranslation('intake');
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/leads/manual/{id}/undo', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['leads'] }),
  });
  const receiver = undo.data?.assignee?.name;
  return (
    <div className={classes.form}>
      {undo.isError && <ProblemNotice error={undo.error} />}
      {undo.isSuccess ? (
        <Alert variant="light" icon={<Icon name="check" />} role="status">
          {receiver === undefined
            ? t('entry.undoneNobody')
            : t('entry.undone', { name: isolated(i18n.language, receiver) })}
        </Alert>
      ) : (
        <Alert variant="light" icon={<Icon name="check" />} title={t('entry.yours')} role="status">
          {t('entry.yoursNext')}
        </Alert>
      )}
      <div className={classes.row}>
        {!undo.isSuccess && (
          <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
            {t('entry.undo')}
          </Button>
        )}
        <Button variant="default" onClick={onAnother}>
          {t('entry.another')}
        </Button>
        <Button onClick={onClose} data-autofocus autoFocus>
          {t('entry.close')}
        </Button>
      </div>
    </div>
  );
}
