import { Button, SegmentedControl, Table, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { settingsQuery } from '../../api/people';
import { quarantineKey } from '../../api/quarantine';
import { whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { useFieldFlaws, useFlawWords } from '../../ui/fieldFlaws';
import { fieldOf } from '../../ui/fields';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import { useMoment } from '../../ui/useZone';
import { Areas } from './Areas';
import classes from './Intake.module.css';
import { LeadLines, leadLines } from './LeadLines';
import { type Quarantined, quarantinePage, type State, states } from './queries';

/** What came in and could not be used, with its reasons: to be corrected and taken in, or discarded. */
export function Quarantine() {
  const { t, i18n } = useTranslation('intake');
  const [state, setState] = useState<State>('open');
  const [correcting, setCorrecting] = useState<Quarantined | null>(null);
  const [discarding, setDiscarding] = useState<Quarantined | null>(null);
  const pages = useInfiniteQuery({
    queryKey: [...quarantineKey, state],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => quarantinePage(state, pageParam, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  if (pages.isError) return <ProblemNotice error={pages.error} />;
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total;
  return (
    <div className={classes.page}>
      <Areas />
      <div className={classes.head}>
        <h1 className={classes.title}>{t('quarantine.title')}</h1>
        {state === 'open' && total !== undefined && total.value > 0 && (
          <span className="quiet">
            {t('quarantine.count', {
              count: total.value,
              figure: `${whole(i18n.language, total.value)}${total.exact ? '' : '+'}`,
            })}
          </span>
        )}
      </div>
      <p className={classes.lead}>{t('quarantine.lead')}</p>
      <SegmentedControl
        aria-label={t('quarantine.show')}
        value={state}
        onChange={(value) => setState(states.find((each) => each === value) ?? 'open')}
        data={states.map((value) => ({ value, label: t(`quarantine.${value}`) }))}
      />
      {rows.length > 0 && (
        <div className={classes.kept}>
          <Kept rows={rows} state={state} onCorrect={setCorrecting} onDiscard={setDiscarding} />
        </div>
      )}
      {pages.isSuccess && rows.length === 0 && (
        <Blank title={t('quarantine.none')}>{t('quarantine.noneNext')}</Blank>
      )}
      {pages.hasNextPage && (
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('quarantine.more')}
        </Button>
      )}
      {correcting !== null && (
        <Correction key={correcting.id} row={correcting} onClose={() => setCorrecting(null)} />
      )}
      {discarding !== null && (
        <Discarding key={discarding.id} row={discarding} onClose={() => setDiscarding(null)} />
      )}
    </div>
  );
}

interface KeptProps {
  rows: Quarantined[];
  state: State;
  onCorrect: (row: Quarantined) => void;
  onDiscard: (row: Quarantined) => void;
}

function Kept({ rows, state, onCorrect, onDiscard }: KeptProps) {
  const { t } = useTranslation('intake');
  const words = useFlawWords();
  const nameOf = useFieldName();
  const moment = useMoment();
  return (
    <Rows
      heads={[
        t('quarantine.at'),
        t('quarantine.source'),
        t('quarantine.who'),
        t('quarantine.reasons'),
        ...(state === 'open' ? [] : [t('quarantine.by')]),
      ]}
      actions={state === 'open' ? t('quarantine.actions') : null}
    >
      {rows.map((row) => (
        <Table.Tr key={row.id}>
          <Table.Td>{moment(row.at)}</Table.Td>
          <Table.Td>
            <bdi>{row.sourceName}</bdi>
          </Table.Td>
          <Table.Td>
            <bdi>{whoOf(row) || t('quarantine.nobody')}</bdi>
          </Table.Td>
          <Table.Td>
            <ul className={classes.reasons}>
              {row.reasons.map((reason) => (
                <li key={`${reason.field} ${reason.slug}`}>
                  <bdi>{nameOf(reason.field)}</bdi>: {words(reason.slug)}
                </li>
              ))}
            </ul>
          </Table.Td>
          <Table.Td>
            {state === 'open' ? (
              <span className={classes.row}>
                <Button variant="default" onClick={() => onCorrect(row)}>
                  {t('quarantine.correct')}
                </Button>
                <Button variant="subtle" color="gray" onClick={() => onDiscard(row)}>
                  {t('quarantine.discard')}
                </Button>
              </span>
            ) : (
              <>
                <bdi>{row.doneBy}</bdi>
                {row.note !== '' && (
                  <div className="quiet">
                    {t('quarantine.note')}: <bdi>{row.note}</bdi>
                  </div>
                )}
              </>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  );
}

/** What the screens call a field of a submission. */
function useFieldName(): (field: string) => string {
  const { t, i18n } = useTranslation('intake');
  const declared = (useQuery(settingsQuery('fields')).data ?? []).map(fieldOf);
  return (field) => {
    if (i18n.exists(`intake:quarantine.${field}`)) return t(`quarantine.${field as 'phone'}`);
    const id = field.replace(/^fields\./, '');
    return declared.find((each) => each.id === id)?.name ?? id;
  };
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** By what the sender of a quarantined lead can be told apart. */
export function whoOf(row: Pick<Quarantined, 'lead'>): string {
  return [row.lead.name, row.lead.phone, row.lead.email].map(text).filter(Boolean).join(', ');
}

/** What a correction begins with: everything the lead was sent with, as text. */
export function valuesOf(row: Pick<Quarantined, 'lead'>): Record<string, string> {
  return Object.fromEntries([...leadLines, 'status'].map((name) => [name, text(row.lead[name])]));
}

function Correction({ row, onClose }: { row: Quarantined; onClose: () => void }) {
  const { t } = useTranslation('intake');
  const queries = useQueryClient();
  const [source, setSource] = useState(row.source);
  const [values, setValues] = useState(() => valuesOf(row));
  const [fields, setFields] = useState(JSON.stringify(row.lead.fields ?? {}, null, 2));
  const parsed = objectOf(fields);
  const retry = useMutation({
    mutationFn: () =>
      bodyOf(
        api.POST('/api/quarantine/{id}/retry', {
          params: { path: { id: row.id } },
          body: { source, lead: { ...values, fields: parsed ?? {} } as unknown as Record<string, never> },
        }),
      ),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: quarantineKey });
    },
  });
  const flaw = useFieldFlaws(retry.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed !== null) retry.mutate();
  };
  return (
    <Dialog onClose={onClose} title={t('quarantine.correctTitle')} close={t('quarantine.keep')}>
      <form className={classes.form} onSubmit={submit}>
        {retry.isError && <ProblemNotice error={retry.error} />}
        <TextInput
          label={t('quarantine.sourceKey')}
          dir="ltr"
          value={source}
          error={flaw('source')}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <LeadLines
          values={values}
          labelOf={(name) => t(`quarantine.${name}`)}
          flaw={flaw}
          onChange={(change) => setValues((now) => ({ ...now, ...change }))}
        />
        <TextInput
          label={t('quarantine.status')}
          value={values.status ?? ''}
          error={flaw('status')}
          onChange={(event) => {
            const status = event.currentTarget.value;
            setValues((now) => ({ ...now, status }));
          }}
        />
        <Textarea
          label={t('quarantine.fields')}
          dir="ltr"
          autosize
          minRows={2}
          maxRows={14}
          value={fields}
          error={parsed === null ? t('quarantine.notJson') : flaw('fields')}
          onChange={(event) => setFields(event.currentTarget.value)}
        />
        <DialogButtons
          yes={t('quarantine.take')}
          no={t('quarantine.keep')}
          pending={retry.isPending}
          onNo={onClose}
        />
      </form>
    </Dialog>
  );
}

/** A JSON object; null for any other text. */
export function objectOf(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json.trim() === '' ? '{}' : json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function Discarding({ row, onClose }: { row: Quarantined; onClose: () => void }) {
  const { t } = useTranslation('intake');
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const discard = useMutation({
    mutationFn: () =>
      api.POST('/api/quarantine/{id}/discard', { params: { path: { id: row.id } }, body: { note } }),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: quarantineKey });
    },
  });
  const flaw = useFieldFlaws(discard.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    discard.mutate();
  };
  return (
    <Dialog onClose={onClose} title={t('quarantine.discardTitle')} close={t('quarantine.keep')}>
      <form className={classes.form} onSubmit={submit}>
        {discard.isError && flaw('note') === null && <ProblemNotice error={discard.error} />}
        <TextInput
          label={t('quarantine.discardNote')}
          required
          withAsterisk={false}
          maxLength={1000}
          value={note}
          error={flaw('note')}
          data-autofocus
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <DialogButtons
          yes={t('quarantine.discardNow')}
          no={t('quarantine.keep')}
          pending={discard.isPending}
          onNo={onClose}
          grave
        />
      </form>
    </Dialog>
  );
}
