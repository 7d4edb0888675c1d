import { Autocomplete, Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import type { LeadSheet } from '../../api/types';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Lead.module.css';
import { choicesQuery, leadQuery } from './queries';
import { useDeed } from './useDeed';

/** The status of a lead, to be changed in place. */
export function StatusTile({ id, sheet }: { id: string; sheet: LeadSheet }) {
  const { t } = useTranslation('lead');
  const { lead } = sheet;
  const choices = useQuery(choicesQuery).data;
  const queries = useQueryClient();
  const deed = useDeed(id);
  const [status, setStatus] = useState(lead.status);
  useEffect(() => setStatus(lead.status), [lead.status]);
  // Enter saves, and so do the choice and the loss of the focus that come with it: once is enough.
  const sent = useRef('');
  const save = (wanted: string) => {
    const trimmed = wanted.trim();
    const change = `${lead.version} ${trimmed}`;
    if (trimmed !== '' && trimmed !== lead.status && change !== sent.current) {
      sent.current = change;
      deed.mutate(
        { kind: 'status', status: trimmed, version: lead.version },
        {
          onError: () => {
            sent.current = '';
          },
        },
      );
    }
  };
  return (
    <section className={classes.tile}>
      <h2>{t('column.status')}</h2>
      <Autocomplete
        aria-label={t('column.status')}
        description={lead.closed ? t('closed') : undefined}
        maxLength={60}
        data={choices?.statuses ?? []}
        value={status}
        disabled={!lead.can.status || deed.isPending}
        onChange={setStatus}
        onOptionSubmit={save}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setStatus(lead.status);
          if (event.key === 'Enter') save(status);
        }}
        onBlur={() => save(status)}
      />
      {deed.isError && (
        <ProblemNotice error={deed.error}>
          {slugOf(deed.error) === 'changed-meanwhile' && (
            <div>
              <Button
                variant="default"
                onClick={() => {
                  deed.reset();
                  void queries.invalidateQueries({ queryKey: leadQuery(id).queryKey });
                }}
              >
                {t('showCurrent')}
              </Button>
            </div>
          )}
        </ProblemNotice>
      )}
    </section>
  );
}
