import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery, usersQuery } from '../../api/people';
import type { Setting } from '../../api/types';
import { Blank } from '../../ui/Blank';
import { KeepProblem } from '../../ui/KeepProblem';
import { ProblemNotice } from '../../ui/Notice';
import { useKeep } from '../../ui/useKeep';
import classes from './Roster.module.css';
import { Choice } from './Schedules';

type GroupSection = 'teams' | 'listings';

/** Teams with their members, or listings with the people responsible for them; both in an order that counts. */
export function Groups({ section }: { section: GroupSection }) {
  const { t } = useTranslation('roster');
  const { open } = useSearch({ from: '/inside/roster' });
  const groups = useQuery(settingsQuery(section));
  if (groups.isError) return <ProblemNotice error={groups.error} />;
  if (groups.data === undefined) return null;
  const current = groups.data.find((each) => each.key === open);
  return (
    <div className={`${classes.page} ${classes.split}`}>
      <Choice
        section={section}
        keys={groups.data.map((each) => each.key)}
        names={new Map(groups.data.map(({ key, body }) => [key, String(body.name ?? '') || key]))}
        add={t(`group.${section}.add`)}
      />
      {open === '' && <GroupEditor key="new" section={section} group={null} />}
      {current !== undefined && (
        <GroupEditor key={`${current.key} ${current.version}`} section={section} group={current} />
      )}
      {open !== '' && current === undefined && (
        <Blank
          title={t(`group.${section}.chooseTitle`)}
          action={
            <Link to="/roster" search={{ view: section, open: '' }}>
              {t(`group.${section}.add`)}
            </Link>
          }
        >
          {t(`group.${section}.chooseText`)}
        </Blank>
      )}
    </div>
  );
}

function GroupEditor({ section, group }: { section: GroupSection; group: Setting | null }) {
  const { t } = useTranslation('roster');
  const list = section === 'teams' ? 'members' : 'responsibles';
  const body = group?.body ?? {};
  const [key, setKey] = useState(group?.key ?? '');
  const [name, setName] = useState(typeof body.name === 'string' ? body.name : '');
  const [people, setPeople] = useState<string[]>(Array.isArray(body[list]) ? body[list].map(String) : []);
  const users = useQuery(usersQuery).data ?? [];
  const navigate = useNavigate();
  const { keep, remove, reload, error } = useKeep(
    section,
    group,
    (open) =>
      void navigate({ to: '/roster', search: { view: section, ...(open === undefined ? {} : { open }) } }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const named = section === 'listings' && name.trim() !== '' ? { name: name.trim() } : {};
    keep.mutate({ key: key.trim(), body: { ...body, ...named, [list]: people } });
  };
  return (
    <form className={classes.card} onSubmit={submit}>
      <TextInput
        label={t(`group.${section}.key`)}
        description={t(`group.${section}.keyHint`)}
        required
        withAsterisk={false}
        autoFocus={group === null}
        disabled={group !== null}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      {section === 'listings' && (
        <TextInput
          label={t('group.listings.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <MultiSelect
        label={t(`group.${section}.people`)}
        description={t(`group.${section}.peopleHint`)}
        searchable
        hidePickedOptions
        data={users
          .filter((each) => each.role !== 'integration')
          .map((each) => ({ value: each.key, label: each.name }))}
        value={people}
        onChange={setPeople}
      />
      <KeepProblem error={error} onReload={reload} />
      <div className={classes.buttons}>
        <Button type="submit" loading={keep.isPending}>
          {t('keep')}
        </Button>
        {group !== null && (
          <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
