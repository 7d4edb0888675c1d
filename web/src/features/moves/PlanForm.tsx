import { Button, MultiSelect, NumberInput, Radio, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery, usersQuery } from '../../api/people';
import { ProblemNotice } from '../../ui/Notice';
import screen from '../../ui/Page.module.css';
import classes from './Moves.module.css';
import { type BulkSheet, bulkQuery, plan, type WantedPlan, type Way, ways } from './queries';

interface Props {
  sheet: BulkSheet;
  /** Told whether what is filled in is not yet what the preview shows. */
  onDirty: (dirty: boolean) => void;
}

interface Form {
  way: Way;
  people: string[];
  weights: Record<string, number>;
  reason: string;
}

function formOf({ row, people }: BulkSheet): Form {
  return {
    way: row.way as Way,
    people: people.map(({ user }) => user.key),
    weights: Object.fromEntries(people.map(({ user, weight }) => [user.key, weight])),
    reason: row.reason,
  };
}

function wantedOf({ way, people, weights, reason }: Form): WantedPlan {
  return {
    way,
    reason,
    people: way === 'rules' ? [] : people.map((user) => ({ user, weight: weights[user] ?? 1 })),
  };
}

/** How the leads are to be shared: by the rules, or among people. */
export function PlanForm({ sheet, onDirty }: Props) {
  const { t } = useTranslation('moves');
  const queries = useQueryClient();
  const id = sheet.row.id;
  const [form, setForm] = useState(() => formOf(sheet));
  const set = (change: Partial<Form>) => setForm((now) => ({ ...now, ...change }));
  const wanted = wantedOf(form);
  const dirty = JSON.stringify(wanted) !== JSON.stringify(wantedOf(formOf(sheet)));
  useEffect(() => onDirty(dirty), [dirty, onDirty]);
  const send = useMutation({
    mutationFn: () => plan(id, wanted),
    onSuccess: (planned) => queries.setQueryData(bulkQuery(id).queryKey, planned),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  const missing = form.way !== 'rules' && form.people.length === 0;
  return (
    <form className={screen.card} onSubmit={submit}>
      <Radio.Group label={t('way.title')} value={form.way} onChange={(way) => set({ way: way as Way })}>
        <div className={classes.ways}>
          {ways.map((way) => (
            <Radio key={way} value={way} label={t(`way.${way}.name`)} description={t(`way.${way}.text`)} />
          ))}
        </div>
      </Radio.Group>
      {form.way !== 'rules' && <Among form={form} set={set} />}
      <TextInput
        className={classes.reason}
        label={t('reason')}
        description={t('reasonHint')}
        maxLength={1000}
        value={form.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      {send.isError && <ProblemNotice error={send.error} />}
      <div className={screen.buttons}>
        <Button
          type="submit"
          variant={dirty ? 'filled' : 'default'}
          disabled={!dirty || missing}
          loading={send.isPending}
        >
          {t('preview.do')}
        </Button>
      </div>
    </form>
  );
}

function Among({ form, set }: { form: Form; set: (change: Partial<Form>) => void }) {
  const { t } = useTranslation('moves');
  const users = (useQuery(usersQuery).data ?? []).filter(
    ({ active, role }) => active && role !== 'integration',
  );
  const teams = useQuery(settingsQuery('teams')).data ?? [];
  const names = new Map(users.map(({ key, name }) => [key, name]));
  const addTeam = (team: string | null) => {
    const members = teams.find(({ key }) => key === team)?.body as { members?: string[] } | undefined;
    const more = (members?.members ?? []).filter((key) => names.has(key));
    set({ people: [...new Set([...form.people, ...more])] });
  };
  return (
    <div className={classes.among}>
      <div className={classes.pickers}>
        <MultiSelect
          label={t('among.people')}
          placeholder={form.people.length === 0 ? t('among.pick') : ''}
          searchable
          data={users.map(({ key, name }) => ({ value: key, label: name }))}
          value={form.people}
          onChange={(people) => set({ people })}
        />
        {teams.length > 0 && (
          <Select
            label={t('among.team')}
            placeholder={t('among.pickTeam')}
            data={teams.map(({ key }) => key)}
            value={null}
            onChange={addTeam}
          />
        )}
      </div>
      {form.people.length > 1 && (
        <fieldset className={classes.weights}>
          <legend>{t('among.weights')}</legend>
          {form.people.map((key) => (
            <NumberInput
              key={key}
              size="xs"
              label={names.get(key) ?? key}
              min={1}
              max={100}
              allowDecimal={false}
              value={form.weights[key] ?? 1}
              onChange={(weight) => set({ weights: { ...form.weights, [key]: Number(weight) || 1 } })}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}
