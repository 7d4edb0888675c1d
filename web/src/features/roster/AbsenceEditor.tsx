import { Button, Checkbox, NativeSelect, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { ifMatch, usersQuery } from '../../api/people';
import { sessionQuery } from '../../api/session';
import type { AbsenceRow } from '../../api/types';
import { wallTime } from '../../i18n/format';
import { Holding, succeeds } from '../../ui/Holding';
import { KeepProblem } from '../../ui/KeepProblem';
import { absencesQuery } from './queries';
import classes from './Roster.module.css';
import { kinds, useKindName } from './useKindName';

interface Props {
  /** Null for a new one. */
  absence: AbsenceRow | null;
  today: string;
  onDone: () => void;
}

/** When somebody is away: whole days, or from one minute to another. */
export function AbsenceEditor({ absence, today, onDone }: Props) {
  const { t } = useTranslation('roster');
  const queries = useQueryClient();
  const session = useQuery(sessionQuery).data;
  const kindName = useKindName();
  const [user, setUser] = useState<string | null>(absence?.user ?? session?.user.key ?? null);
  const [wholeDays, setWholeDays] = useState(absence === null || absence.from.length === 10);
  const [from, setFrom] = useState(absence?.from ?? today);
  const [to, setTo] = useState(absence?.to ?? today);
  const [kind, setKind] = useState(absence?.kind ?? 'vacation');
  const follow = async () => {
    await queries.invalidateQueries({ queryKey: absencesQuery.queryKey });
    void queries.invalidateQueries({ queryKey: ['duty'] });
    void queries.invalidateQueries({ queryKey: usersQuery.queryKey });
    onDone();
  };
  const body = {
    user,
    kind,
    ...(wholeDays ? { from: from.slice(0, 10), to: to.slice(0, 10) } : { from, to }),
  };
  const now = wallTime(session?.company.timezone ?? 'UTC').slice(0, 16);
  const underway = absence !== null && startOf(absence) < now && now < endOf(absence);
  const at = (row: AbsenceRow) => ({ path: { id: row.id }, header: ifMatch(row.version) });
  const keep = useMutation({
    mutationFn: async () => {
      if (absence === null) await api.POST('/api/absences', { body });
      else await api.PUT('/api/absences/{id}', { params: at(absence), body });
    },
    onSuccess: follow,
  });
  const back = useMutation({
    mutationFn: async () => {
      if (absence === null) return;
      const until = { user, kind: absence.kind, from: startOf(absence), to: now };
      await api.PUT('/api/absences/{id}', { params: at(absence), body: until });
    },
    onSuccess: follow,
  });
  const remove = useMutation({
    mutationFn: async () => {
      if (absence !== null) await api.DELETE('/api/absences/{id}', { params: at(absence) });
    },
    onSuccess: follow,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  const byMinute = (checked: boolean) => {
    setWholeDays(checked);
    if (!checked && from.length === 10) {
      setFrom(`${from}T09:00`);
      setTo(`${to.slice(0, 10)}T18:00`);
    }
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {session?.can.managePeople && absence === null && <Who user={user} onPick={setUser} />}
      <Checkbox
        data-autofocus
        label={t('absences.wholeDays')}
        checked={wholeDays}
        onChange={(event) => byMinute(event.currentTarget.checked)}
      />
      <TextInput
        type={wholeDays ? 'date' : 'datetime-local'}
        label={t('absences.from')}
        required
        withAsterisk={false}
        value={wholeDays ? from.slice(0, 10) : from.slice(0, 16)}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type={wholeDays ? 'date' : 'datetime-local'}
        label={wholeDays ? t('absences.lastDay') : t('absences.to')}
        required
        withAsterisk={false}
        min={from.slice(0, wholeDays ? 10 : 16)}
        value={wholeDays ? to.slice(0, 10) : to.slice(0, 16)}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('absences.kind')}
        value={kind}
        data={[...new Set([...kinds, kind])].map((each) => ({ value: each, label: kindName(each) }))}
        onChange={(event) => setKind(event.currentTarget.value)}
      />
      {user !== null && daysOf(from, to) >= long && (
        <Holding user={user} when="absent" keep={() => succeeds(keep.mutateAsync())} />
      )}
      {underway && (
        <div className={classes.buttons}>
          <Button variant="light" loading={back.isPending} onClick={() => back.mutate()}>
            {t('absences.backNow')}
          </Button>
          <span className="quiet">{t('absences.backNowHint')}</span>
        </div>
      )}
      <KeepProblem error={keep.error ?? back.error ?? remove.error} onReload={() => void follow()} />
      <div className={classes.buttons}>
        <Button type="submit" loading={keep.isPending}>
          {t('keep')}
        </Button>
        {absence !== null && (
          <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The days from which on it is worth asking who looks after somebody's leads. */
const long = 5;

function daysOf(from: string, to: string): number {
  return (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000 + 1;
}

/** The first minute of an absence in company time; one of whole days begins with its first day. */
function startOf({ from }: AbsenceRow): string {
  return from.length === 10 ? `${from}T00:00` : from.slice(0, 16);
}

/** The minute in company time at which an absence is over; one of whole days lasts to the end of its last day. */
function endOf({ to }: AbsenceRow): string {
  return to.length === 10 ? `${to}T24:00` : to.slice(0, 16);
}

function Who({ user, onPick }: { user: string | null; onPick: (user: string | null) => void }) {
  const { t } = useTranslation('roster');
  const users = useQuery(usersQuery).data ?? [];
  return (
    <Select
      label={t('duty.person')}
      data-autofocus
      openOnFocus={false}
      searchable
      allowDeselect={false}
      data={users
        .filter((each) => each.active && each.role !== 'integration')
        .map((each) => ({ value: each.key, label: each.name }))}
      value={user}
      onChange={onPick}
    />
  );
}
