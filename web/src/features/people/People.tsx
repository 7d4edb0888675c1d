import { Button, Checkbox, Drawer, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ColDef } from 'ag-grid-community';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holdingsQuery } from '../../api/bulk';
import { type Section, settingsQuery, usersQuery } from '../../api/people';
import { sessionQuery } from '../../api/session';
import type { User } from '../../api/types';
import { Grid } from '../../grid/Grid';
import { isolated, listed, until, wallTime, whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import classes from './People.module.css';
import { UserEditor } from './UserEditor';
import { usePauseName } from './usePauseName';
import { roles } from './userForm';

const keyOf = (user: User) => user.key;

/** Everybody in the company: who works now, who is away, what they can do; a row opens the editor. */
export function People() {
  const { t } = useTranslation('people');
  const users = useQuery({ ...usersQuery, refetchInterval: 60_000 });
  const navigate = useNavigate();
  const { user: opened } = useSearch({ from: '/inside/people' });
  const [search, setSearch] = useState('');
  const [inactive, setInactive] = useState(false);
  const open = (user: string | undefined) => void navigate({ to: '/people', search: { user } });
  // Whose editor was closed while they were being saved leaves the one opened meanwhile alone.
  const done = (from: string, user: string | undefined) =>
    void navigate({ to: '/people', search: (now) => (now.user === from ? { user } : now) });
  const rows = useMemo(
    () => (users.data ?? []).filter((user) => inactive || user.active),
    [users.data, inactive],
  );
  const columns = useColumns();
  if (users.isError) return <ProblemNotice error={users.error} />;
  const alone = users.data?.length === 1;
  const current = users.data?.find((user) => user.key === opened);
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <h1 className={classes.title}>{t('people.title')}</h1>
        <TextInput
          size="xs"
          leftSection={<Icon name="search" size={14} />}
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Checkbox
          size="xs"
          label={t('people.inactive')}
          checked={inactive}
          onChange={(event) => setInactive(event.currentTarget.checked)}
        />
        <Button className={classes.add} onClick={() => open('')}>
          {t('people.add')}
        </Button>
      </div>
      <StillHeld onOpen={open} />
      {alone && (
        <Blank
          title={t('people.aloneTitle')}
          action={<Button onClick={() => open('')}>{t('people.add')}</Button>}
        >
          {t('people.aloneText')}
        </Blank>
      )}
      <div className={classes.grid}>
        <Grid
          label={t('people.title')}
          rows={rows}
          columns={columns}
          idOf={keyOf}
          search={search}
          onOpen={(user) => open(user.key)}
        />
      </div>
      <Drawer
        opened={opened !== undefined && (opened === '' || current !== undefined)}
        onClose={() => open(undefined)}
        position="right"
        size="lg"
        title={opened === '' ? t('people.newTitle') : (current?.name ?? '')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {opened === '' && <UserEditor key="new" user={null} onDone={(key) => done('', key)} />}
        {current !== undefined && (
          <UserEditor
            key={`${current.key} ${current.version}`}
            user={current}
            onDone={(key) => done(current.key, key === current.key ? undefined : key)}
          />
        )}
      </Drawer>
    </div>
  );
}

/** Who is inactive and still has open leads, which nobody works: the way to hand them over is with the person. */
function StillHeld({ onOpen }: { onOpen: (user: string) => void }) {
  const { t, i18n } = useTranslation('people');
  const may = useQuery(sessionQuery).data?.can.handOver === true;
  const holders = useQuery({ ...holdingsQuery, enabled: may, refetchInterval: 60_000 }).data ?? [];
  const left = holders.filter(({ active }) => !active);
  if (left.length === 0) return null;
  return (
    <Notice title={t('people.stillHeld')}>
      <ul className={classes.held}>
        {left.map(({ key, name, open }) => (
          <li key={key}>
            <Button size="compact-sm" variant="subtle" onClick={() => onOpen(key)}>
              {t('people.stillHeldBy', {
                name: isolated(i18n.language, name),
                count: open,
                figure: whole(i18n.language, open),
              })}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What the objects of a section are called, by their keys; the key for one without a name. */
function useNames(section: Section): (key: string) => string {
  const settings = useQuery(settingsQuery(section)).data;
  return useMemo(() => {
    const names = new Map(settings?.map(({ key, body }) => [key, String(body.name ?? key)]));
    return (key) => names.get(key) ?? key;
  }, [settings]);
}

function useColumns(): ColDef<User>[] {
  const { t, i18n } = useTranslation('people');
  const team = useNames('teams');
  const schedule = useNames('schedules');
  const timezone = useZone();
  const pauseName = usePauseName();
  const language = i18n.language;
  return useMemo<ColDef<User>[]>(() => {
    const now = wallTime(timezone);
    const say = (time: string | null | undefined) =>
      time === null || time === undefined ? '' : until(language, time.slice(0, 16), now);
    const roleOf = (user: User | undefined) => {
      const role = roles.find((each) => each === user?.role);
      return role === undefined ? '' : t(`roles.${role}`);
    };
    const presenceOf = ({ presence }: User) =>
      presence.state === 'online'
        ? t('presence.online')
        : presence.state === 'unknown'
          ? t('presence.unknown')
          : presence.why === ''
            ? t('presence.offline')
            : t('presence.offlineWhy', { why: pauseName(presence.why) });
    const dutyOf = ({ active, duty }: User) => {
      if (!active) return t('people.isInactive');
      if (duty.on) return duty.until ? t('people.onUntil', { until: say(duty.until) }) : t('people.always');
      return duty.until ? t('people.offUntil', { until: say(duty.until) }) : t('people.never');
    };
    const awayOf = ({ absence }: User) => {
      if (absence === null || absence === undefined) return '';
      const range = { from: say(absence.from), to: say(absence.to) };
      return absence.from.slice(0, 16) <= now ? t('people.awayUntil', range) : t('people.awayFrom', range);
    };
    const text = (of: (user: User) => string): Partial<ColDef<User>> => ({
      valueGetter: (cell) => (cell.data === undefined ? '' : of(cell.data)),
    });
    const dim = (user: User | undefined) => (user?.active === false ? 'quiet' : '');
    return [
      { field: 'name', headerName: t('name'), flex: 1.2, minWidth: 155, cellClass: (cell) => dim(cell.data) },
      {
        headerName: t('people.duty'),
        flex: 1.5,
        minWidth: 200,
        ...text(dutyOf),
        cellClass: (cell) => (cell.data?.active && cell.data.duty.on ? '' : 'quiet'),
      },
      { headerName: t('people.presence'), flex: 1, minWidth: 150, ...text(presenceOf) },
      { headerName: t('people.absence'), flex: 1.2, minWidth: 140, ...text(awayOf) },
      { headerName: t('email'), flex: 1.2, minWidth: 225, ...text((user) => user.email ?? '') },
      { headerName: t('role'), width: 130, valueGetter: (cell) => roleOf(cell.data) },
      {
        headerName: t('people.signIn'),
        width: 110,
        ...text((user) => t(`people.signInIs.${user.signIn as 'none'}`)),
        cellClass: (cell) => (cell.data?.signIn === 'active' ? '' : 'quiet'),
      },
      {
        headerName: t('people.teams'),
        flex: 0.6,
        minWidth: 95,
        ...text((user) => listed(language, user.teams.map(team))),
      },
      { headerName: t('people.skills'), flex: 0.7, minWidth: 115, ...text((user) => user.skills.join(', ')) },
      {
        headerName: t('people.schedule'),
        width: 130,
        ...text((user) => (user.schedule == null ? '' : schedule(user.schedule))),
      },
      { field: 'target', headerName: t('people.target'), width: 95, cellClass: 'figures' },
    ];
  }, [t, language, timezone, pauseName, team, schedule]);
}
