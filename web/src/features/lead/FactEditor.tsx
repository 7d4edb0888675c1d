import { ActionIcon, Alert, Button, Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import type { LeadSheet } from '../../api/types';
import { FieldInput } from '../../ui/FieldInput';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import { correction, type Fact, placeOf, typedOf } from './facts';
import classes from './Lead.module.css';
import { choicesQuery, leadQuery } from './queries';
import { useDeed } from './useDeed';

interface Props {
  id: string;
  sheet: LeadSheet;
  fact: Fact;
  onLeave: () => void;
}

/**
 * Corrects one fact of a lead. When somebody else changed the lead meanwhile but not this fact, it is kept all the same;
 * when they changed this very one, both values are shown.
 */
export function FactEditor({ id, sheet, fact, onLeave }: Props) {
  const { t } = useTranslation('journal');
  const zone = useZone();
  const queries = useQueryClient();
  const deed = useDeed(id);
  const flaws = useFieldFlaws(deed.error);
  const [start] = useState(() => typedOf(fact, sheet, zone));
  const [typed, setTyped] = useState(start);
  const [theirs, setTheirs] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  const save = (version: number, again: boolean) =>
    deed.mutate(
      { kind: 'edit', facts: correction(fact, typed), version },
      {
        onSuccess: onLeave,
        onError: async (error) => {
          if (slugOf(error) !== 'changed-meanwhile') return;
          const now = await queries.fetchQuery({ ...leadQuery(id), staleTime: 0 });
          const current = typedOf(fact, now, zone);
          if (current === start && again) save(now.lead.version, false);
          else setTheirs(current);
        },
      },
    );
  const flaw = deed.isError ? flaws(placeOf(fact)) : null;
  return (
    <form
      ref={form}
      className={classes.factForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === start) onLeave();
        else save(sheet.lead.version, true);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      <div className={classes.factInput}>
        {fact.id === 'listing' ? (
          <Listings value={typed} error={flaw} onChange={setTyped} />
        ) : (
          <FieldInput field={fact.field} value={typed} error={flaw} onChange={setTyped} />
        )}
      </div>
      <ActionIcon type="submit" aria-label={t('facts.save')} loading={deed.isPending}>
        <Icon name="check" />
      </ActionIcon>
      <ActionIcon aria-label={t('cancel')} onClick={onLeave}>
        <Icon name="close" />
      </ActionIcon>
      {theirs !== null && (
        <Alert className={classes.conflict} variant="light" role="alert" title={t('facts.conflict')}>
          <p>
            {t('facts.theirs')}: <bdi>{theirs || '–'}</bdi>
          </p>
          <p>
            {t('facts.yours')}: <bdi>{typed || '–'}</bdi>
          </p>
          <div className={classes.buttons}>
            <Button size="compact-sm" onClick={() => save(sheet.lead.version, false)}>
              {t('facts.keepMine')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onLeave}>
              {t('facts.keepTheirs')}
            </Button>
          </div>
        </Alert>
      )}
      {deed.isError && theirs === null && flaw === null && <ProblemNotice error={deed.error} />}
    </form>
  );
}

/** Chooses what a lead is about. */
export function Listings({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | null;
  onChange: (key: string) => void;
}) {
  const { t } = useTranslation('shell');
  const { t: words } = useTranslation('lead');
  const listings = useQuery(choicesQuery).data?.listings ?? [];
  return (
    <Select
      label={words('column.listing')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('field.clear') }}
      limit={100}
      error={error}
      data={listings.map(({ key, name }) => ({ value: key, label: name }))}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
