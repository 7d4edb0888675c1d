import { Button, Checkbox, NativeSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holdingsQuery } from '../../api/bulk';
import { bodyOf as answerOf, api, Problem } from '../../api/client';
import { ifMatch, settingsQuery, usersQuery } from '../../api/people';
import { sessionQuery } from '../../api/session';
import type { User } from '../../api/types';
import { isolated } from '../../i18n/format';
import { languageCodes, languages } from '../../i18n/languages';
import { fieldOf } from '../../ui/fields';
import { Holding, succeeds } from '../../ui/Holding';
import { KeepProblem } from '../../ui/KeepProblem';
import { useFieldProblems } from './fieldProblems';
import { InvitationLink } from './InvitationLink';
import { OwnFields } from './OwnFields';
import classes from './People.module.css';
import { blankForm, bodyOf, formOf, roles, type UserForm } from './userForm';

interface Props {
  /** Null for somebody new. */
  user: User | null;
  /** Called with the user's key once all is kept. */
  onDone: (key: string) => void;
}

/** All that is said of one user, and the link by which they choose their password. */
export function UserEditor({ user, onDone }: Props) {
  const { t, i18n } = useTranslation('people');
  const queries = useQueryClient();
  const session = useQuery(sessionQuery).data;
  const [form, setForm] = useState<UserForm>(() =>
    user === null ? blankForm(session?.company.locale ?? 'en') : formOf(user),
  );
  const types = useTypes();
  const set = (change: Partial<UserForm>) => setForm((now) => ({ ...now, ...change }));
  const keep = useMutation({
    mutationFn: () =>
      answerOf(
        user === null
          ? api.POST('/api/users', { body: bodyOf(form, types) })
          : api.PUT('/api/users/{key}', {
              params: { path: { key: user.key }, header: ifMatch(user.version) },
              body: bodyOf(form, types),
            }),
      ),
    onSuccess: async (kept) => {
      await queries.invalidateQueries({ queryKey: usersQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ['duty'] });
      void queries.invalidateQueries({ queryKey: holdingsQuery.queryKey });
      onDone(kept.key);
    },
  });
  const problemOf = useFieldProblems(keep.error);
  const mayRole = session?.can.manageRoles === true;
  const edit = user === null || user.can.edit;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  const link = user !== null && <InvitationLink key={`${user.key} ${i18n.language}`} user={user} />;
  const joined = user?.signIn === 'active';
  return (
    <>
      {!joined && link}
      <form onSubmit={submit}>
        <fieldset className={classes.form} disabled={!edit} style={{ border: 0, margin: 0, padding: 0 }}>
          <TextInput
            label={t('name')}
            required
            withAsterisk={false}
            data-autofocus
            value={form.name}
            error={problemOf('name')}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('email')}
            type="email"
            dir="ltr"
            description={
              joined &&
              form.email.trim() !== user.email &&
              t('people.emailHint', { email: isolated(i18n.language, user.signInEmail ?? user.email ?? '') })
            }
            value={form.email}
            error={problemOf('email')}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <div className={classes.pair}>
            <NativeSelect
              label={t('role')}
              value={form.role}
              disabled={!mayRole}
              error={problemOf('role')}
              data={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
              onChange={(event) => set({ role: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('people.locale')}
              value={form.locale}
              data={languageCodes.map((code) => ({ value: code, label: languages[code] }))}
              onChange={(event) => set({ locale: event.currentTarget.value })}
            />
          </div>
          <Work form={form} set={set} problemOf={problemOf} />
          <OwnFields values={form.fields} onChange={(fields) => set({ fields })} problemOf={problemOf} />
          <TextInput
            label={t('people.key')}
            description={t('people.keyHint')}
            value={form.key}
            error={problemOf('key')}
            onChange={(event) => set({ key: event.currentTarget.value })}
          />
          {(user === null || user.can.deactivate) && (
            <Checkbox
              label={t('people.active')}
              description={t('people.activeHint')}
              checked={form.active}
              onChange={(event) => set({ active: event.currentTarget.checked })}
            />
          )}
          {user !== null && !form.active && (
            <Holding user={user.key} when="inactive" keep={() => succeeds(keep.mutateAsync())} />
          )}
          <EditorProblem error={keep.error} />
          <div className={classes.buttons}>
            <Button type="submit" loading={keep.isPending}>
              {user === null ? t('people.create') : t('people.keep')}
            </Button>
            {!edit && <span className="quiet">{t('people.readOnly')}</span>}
          </div>
        </fieldset>
      </form>
      {joined && link}
    </>
  );
}

/** The types of the declared fields by their ids. */
function useTypes(): Map<string, string> {
  const fields = useQuery(settingsQuery('user-fields')).data;
  return useMemo(() => new Map((fields ?? []).map(fieldOf).map(({ id, type }) => [id, type])), [fields]);
}

function EditorProblem({ error }: { error: unknown }) {
  const queries = useQueryClient();
  if (error === null || (error instanceof Problem && error.fields.length > 0)) return null;
  return (
    <KeepProblem
      error={error}
      onReload={() => void queries.invalidateQueries({ queryKey: usersQuery.queryKey })}
    />
  );
}

interface WorkProps {
  form: UserForm;
  set: (change: Partial<UserForm>) => void;
  problemOf: (field: string) => string | null;
}

/** What distribution looks at: the schedule, skills, target and the technical mark. */
function Work({ form, set, problemOf }: WorkProps) {
  const { t } = useTranslation('people');
  const schedules = useQuery(settingsQuery('schedules')).data ?? [];
  const users = useQuery(usersQuery).data;
  const known = useMemo(() => [...new Set((users ?? []).flatMap((user) => user.skills))].sort(), [users]);
  return (
    <>
      <div className={classes.pair}>
        <Select
          label={t('people.schedule')}
          placeholder={t('people.noSchedule')}
          clearable
          clearButtonProps={{ 'aria-label': t('people.noSchedule') }}
          data={schedules.map((each) => each.key)}
          value={form.schedule}
          onChange={(schedule) => set({ schedule })}
        />
        <NumberInput
          label={t('people.target')}
          description={t('people.targetHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          allowDecimal={false}
          hideControls
          value={form.target}
          error={problemOf('target')}
          onChange={(target) => set({ target: String(target) })}
        />
      </div>
      <TagsInput
        label={t('people.skills')}
        description={t('people.skillsHint')}
        data={known}
        value={form.skills}
        error={problemOf('skills')}
        onChange={(skills) => set({ skills })}
      />
      <Checkbox
        label={t('people.technical')}
        description={t('people.technicalHint')}
        checked={form.technical}
        onChange={(event) => set({ technical: event.currentTarget.checked })}
      />
    </>
  );
}
