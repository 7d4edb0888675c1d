import { Button, Modal, SegmentedControl, Table, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { sessionQuery } from '../../api/session';
import { momentOfYear, wallTime, whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { ProblemNotice } from '../../ui/Notice';
import { Areas } from './Areas';
import { useFieldFlaws, useFlawWords } from './flaws';
import classes from './Intake.module.css';
import { type Quarantined, quarantineKey, quarantinePage, type State, states } from './queries';

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
        <Rows rows={rows} state={state} onCorrect={setCorrecting} onDiscard={setDiscarding} />
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

interface RowsProps {
  rows: Quarantined[];
  state: State;
  onCorrect: (row: Quarantined) => void;
  onDiscard: (row: Quarantined) => void;
}

function Rows({ rows, state, onCorrect, onDiscard }: RowsProps) {
  const { t, i18n } = useTranslation('intake');
  const words = useFlawWords();
  const zone = useQuery(sessionQuery).data?.company.timezone ?? 'UTC';
  return (
    <div className={`${classes.section} ${classes.scroll}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('quarantine.at')}</Table.Th>
            <Table.Th>{t('quarantine.source')}</Table.Th>
            <Table.Th>{t('quarantine.who')}</Table.Th>
            <Table.Th>{t('quarantine.reasons')}</Table.Th>
            <Table.Th>{state === 'open' ? '' : t('quarantine.by')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>{momentOfYear(i18n.language, wallTime(zone, new Date(row.at)))}</Table.Td>
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
                      <bdi dir="ltr">{reason.field}</bdi>: {words(reason.slug)}
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
        </Table.Tbody>
      </Table>
    </div>
  );
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** By what the sender of a quarantined lead can be told apart. */
export function whoOf(row: Pick<Quarantined, 'lead'>): string {
  return [row.lead.name, row.lead.phone, row.lead.email].map(text).filter(Boolean).join(', ');
}

const members = ['name', 'phone', 'email', 'listing', 'status'] as const;

/** What a correction begins with: everything the lead was sent with, as text. */
export function valuesOf(row: Pick<Quarantined, 'lead'>): Record<string, string> {
  return Object.fromEntries(members.map((name) => [name, text(row.lead[name])]));
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
    <Modal
      opened
      onClose={onClose}
      title={t('quarantine.correctTitle')}
      closeButtonProps={{ 'aria-label': t('quarantine.keep') }}
    >
      <form className={classes.form} onSubmit={submit}>
        {retry.isError && <ProblemNotice error={retry.error} />}
        <TextInput
          label={t('quarantine.sourceKey')}
          dir="ltr"
          value={source}
          error={flaw('source')}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        {members.map((name, index) => (
          <TextInput
            key={name}
            label={t(`quarantine.${name}`)}
            dir={name === 'name' ? 'auto' : 'ltr'}
            value={values[name] ?? ''}
            error={flaw(name)}
            data-autofocus={index === 0 || undefined}
            onChange={(event) => {
              const value = event.currentTarget.value;
              setValues((now) => ({ ...now, [name]: value }));
            }}
          />
        ))}
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
        <div className={classes.row}>
          <Button type="submit" loading={retry.isPending}>
            {t('quarantine.take')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('quarantine.keep')}
          </Button>
        </div>
      </form>
    </Modal>
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
    <Modal
      opened
      onClose={onClose}
      title={t('quarantine.discardTitle')}
      closeButtonProps={{ 'aria-label': t('quarantine.keep') }}
    >
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
        <div className={classes.row}>
          <Button type="submit" color="buoy" loading={discard.isPending}>
            {t('quarantine.discardNow')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('quarantine.keep')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
