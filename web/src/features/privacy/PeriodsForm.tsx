import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { whole } from '../../i18n/format';
import { ProblemNotice } from '../../ui/Notice';
import { useInstant } from '../../ui/useZone';
import views from '../../ui/Views.module.css';
import classes from './Privacy.module.css';
import { type Periods, periodsQuery } from './queries';

const kinds = ['contacts', 'quarantine', 'submissions', 'consents', 'audit'] as const;
type Kind = (typeof kinds)[number];

/** After how many months what is deleted, with a look at what would go. */
export function PeriodsForm() {
  const periods = useQuery(periodsQuery);
  if (periods.isError) return <ProblemNotice error={periods.error} />;
  return periods.data === undefined ? null : <Form before={periods.data} />;
}

function Form({ before }: { before: Periods }) {
  const { t } = useTranslation('privacy');
  const queries = useQueryClient();
  const [periods, setPeriods] = useState<Periods>(before);
  const attempt = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/privacy/retention/trial', { body: periods })),
  });
  const keep = useMutation({
    mutationFn: () => bodyOf(api.PUT('/api/privacy/retention', { body: periods })),
    onSuccess: (kept) => queries.setQueryData(periodsQuery.queryKey, kept),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  const set = (kind: Kind, months: number | string) => {
    attempt.reset();
    keep.reset();
    setPeriods({ ...periods, [kind]: typeof months === 'number' ? months : null });
  };
  return (
    <form className={views.page} onSubmit={submit}>
      <p className={views.about}>{t('periods.lead')}</p>
      <div className={classes.periods}>
        {kinds.map((kind) => (
          <Period
            key={kind}
            kind={kind}
            months={periods[kind] ?? null}
            found={attempt.data?.rows.find((row) => row.kind === kind)}
            onChange={(months) => set(kind, months)}
          />
        ))}
      </div>
      <p className="quiet">{t('periods.fixed')}</p>
      {(attempt.error ?? keep.error) && <ProblemNotice error={attempt.error ?? keep.error} />}
      <div className={classes.row}>
        <Button variant="default" loading={attempt.isPending} onClick={() => attempt.mutate()}>
          {t('periods.try')}
        </Button>
        <Button type="submit" loading={keep.isPending}>
          {t('periods.save')}
        </Button>
        {keep.isSuccess && <span role="status">{t('periods.saved')}</span>}
      </div>
    </form>
  );
}

interface PeriodProps {
  kind: Kind;
  months: number | null;
  found: { count: number; exact: boolean; oldest?: string | null; newest?: string | null } | undefined;
  onChange: (months: number | string) => void;
}

function Period({ kind, months, found, onChange }: PeriodProps) {
  const { t, i18n } = useTranslation('privacy');
  const instant = useInstant();
  const hint = useId();
  const id = useId();
  const figure = found && whole(i18n.language, found.count) + (found.exact ? '' : '+');
  return (
    <div className={classes.period}>
      <label htmlFor={id}>{t(`period.${kind}.name`)}</label>
      <p id={hint}>{t(`period.${kind}.hint`)}</p>
      <NumberInput
        id={id}
        className={classes.months}
        aria-describedby={hint}
        min={1}
        max={600}
        allowDecimal={false}
        placeholder={t('periods.keep')}
        suffix={months === null ? '' : ` ${t('periods.months', { count: months })}`}
        value={months ?? ''}
        onChange={onChange}
      />
      {found !== undefined && (
        <output className={classes.found}>
          {found.count === 0 || !found.oldest || !found.newest
            ? t('periods.nothing')
            : t('periods.found', {
                figure,
                count: found.count,
                oldest: instant(found.oldest),
                newest: instant(found.newest),
              })}
        </output>
      )}
    </div>
  );
}
