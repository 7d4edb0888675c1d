import { Autocomplete, type AutocompleteProps, Button, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import type { LeadSheet } from '../../api/types';
import { whole as figure } from '../../i18n/format';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { KeyCap } from '../../ui/KeyCap';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Lead.module.css';
import { choicesQuery, leadQuery } from './queries';
import { useDeed } from './useDeed';
import { useKeys } from './useKeys';

const undoableFor = 8000;

/** All statuses there are: the one that the lead has leaves none out. */
const whole: NonNullable<AutocompleteProps['filter']> = ({ options }) => options;

/** The status of a lead, to be changed in place; where the company asks for it, with a note that says why. */
export function StatusTile({ id, sheet }: { id: string; sheet: LeadSheet }) {
  const { t, i18n } = useTranslation('journal');
  const { t: words } = useTranslation('lead');
  const { lead } = sheet;
  const choices = useQuery(choicesQuery).data;
  const queries = useQueryClient();
  const deed = useDeed(id);
  const flaws = useFieldFlaws(deed.error);
  const [status, setStatus] = useState(lead.status);
  const [note, setNote] = useState('');
  const [undo, setUndo] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const wanted = status.trim();
  const changes = wanted !== '' && wanted !== lead.status;
  const needed = choices?.noteLength ?? 0;
  const typing = useRef(false);
  useEffect(() => {
    if (!typing.current) setStatus(lead.status);
  }, [lead.status]);
  useEffect(() => {
    if (undo === '') return;
    const timer = setTimeout(() => setUndo(''), undoableFor);
    return () => clearTimeout(timer);
  }, [undo]);
  useKeys({
    KeyS: () => {
      input.current?.focus();
      input.current?.select();
    },
  });
  // Enter saves, and so do the choice and the loss of the focus that come with it: once is enough.
  const sent = useRef('');
  const leave = () => {
    typing.current = false;
    sent.current = '';
    setNote('');
    setStatus(lead.status);
    deed.reset();
  };
  const send = (to: string, why: string, undoTo: string) => {
    const change = `${lead.version} ${to}`;
    if (to === '' || to === lead.status || change === sent.current) return;
    sent.current = change;
    deed.mutate(
      { kind: 'status', status: to, note: why, version: lead.version },
      {
        onSuccess: () => {
          typing.current = false;
          setStatus(to);
          setNote('');
          setUndo(undoTo);
        },
        onError: () => {
          sent.current = '';
        },
      },
    );
  };
  const choose = (to: string) => {
    if (needed > 0) requestAnimationFrame(() => box.current?.focus());
    else send(to.trim(), '', lead.status);
  };
  const long = [...note.trim()].length >= needed;
  return (
    <section className={classes.tile}>
      <h2>
        {words('column.status')} <KeyCap>S</KeyCap>
      </h2>
      <Autocomplete
        ref={input}
        aria-label={words('column.status')}
        description={lead.closed ? words('closed') : undefined}
        maxLength={60}
        data={choices?.statuses ?? []}
        {...(status === lead.status ? { filter: whole } : {})}
        value={status}
        disabled={!lead.can.status || deed.isPending}
        onChange={(next) => {
          typing.current = true;
          setStatus(next);
        }}
        onOptionSubmit={choose}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
          if (event.key === 'Enter' && changes) choose(status);
        }}
        onBlur={() => needed === 0 && send(wanted, '', lead.status)}
      />
      {needed > 0 && changes && (
        <>
          <Textarea
            ref={box}
            className={classes.why}
            label={t('status.why')}
            description={t('status.length', {
              count: needed,
              figure: figure(i18n.language, needed),
              typed: figure(i18n.language, [...note.trim()].length),
            })}
            error={deed.isError ? flaws('note') : undefined}
            dir="auto"
            autosize
            minRows={2}
            maxLength={10_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && long) send(wanted, note, '');
              if (event.key === 'Escape') leave();
            }}
          />
          <div className={classes.buttons}>
            <Button
              disabled={!long}
              loading={deed.isPending}
              rightSection={<KeyCap>Ctrl ↵</KeyCap>}
              onClick={() => send(wanted, note, '')}
            >
              {t('status.save')}
            </Button>
            <Button variant="default" onClick={leave}>
              {t('cancel')}
            </Button>
          </div>
        </>
      )}
      {undo !== '' && !changes && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setUndo('');
            send(undo, '', '');
          }}
        >
          {t('status.undo')}
        </Button>
      )}
      {deed.isError && flaws('note') === null && (
        <ProblemNotice error={deed.error}>
          {slugOf(deed.error) === 'changed-meanwhile' && (
            <div>
              <Button
                variant="default"
                onClick={() => {
                  leave();
                  void queries.invalidateQueries({ queryKey: leadQuery(id).queryKey });
                }}
              >
                {words('showCurrent')}
              </Button>
            </div>
          )}
        </ProblemNotice>
      )}
    </section>
  );
}
