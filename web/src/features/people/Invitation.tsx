import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, Problem } from '../../api/client';
import { sessionQuery } from '../../api/session';
import { isLanguage } from '../../i18n/languages';
import { ProblemNotice } from '../../ui/Notice';
import { Entrance } from './Entrance';
import { useFieldProblems } from './fieldProblems';

/** Where an invited colleague chooses a password, with the secret of the one-time link. */
export function Invitation() {
  const { t, i18n } = useTranslation('people');
  const hash = useLocation({ select: (location) => location.hash });
  // Once accepted, the address goes on without it; it must not be asked for again.
  const [secret] = useState(hash);
  const invited = useQuery({
    queryKey: ['invitation', secret],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async ({ signal }) => {
      await api.GET('/api/health', { signal });
      return bodyOf(api.POST('/api/invitations/look', { body: { secret }, signal }));
    },
  });
  const own = invited.data?.locale;
  useEffect(() => {
    if (isLanguage(own)) void i18n.changeLanguage(own);
  }, [own, i18n]);
  if (invited.isError) {
    return (
      <Entrance title={t('join.title')} lead="">
        <Stack gap="sm">
          <ProblemNotice error={invited.error} />
          <Link to="/sign-in">{t('setup.toSignIn')}</Link>
        </Stack>
      </Entrance>
    );
  }
  if (invited.data === undefined) return null;
  const { company, name, email } = invited.data;
  return (
    <Entrance title={t('join.title')} lead={t('join.lead', { company })}>
      <Form secret={secret} invitedName={name} email={email} />
    </Entrance>
  );
}

function Form({ secret, invitedName, email }: { secret: string; invitedName: string; email: string }) {
  const { t, i18n } = useTranslation('people');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(invitedName);
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: async () => {
      await api.POST('/api/invitations/accept', { body: { secret, name, password, locale: i18n.language } });
      return queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
    onSuccess: () => navigate({ to: '/', replace: true }),
  });
  const problemOf = useFieldProblems(accept.error);
  const general = accept.isError && !(accept.error instanceof Problem && accept.error.fields.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {general && <ProblemNotice error={accept.error} />}
        <TextInput
          label={t('email')}
          type="email"
          dir="ltr"
          autoComplete="username"
          value={email}
          error={problemOf('email')}
          readOnly
        />
        <TextInput
          label={t('setup.name')}
          autoComplete="name"
          required
          withAsterisk={false}
          value={name}
          error={problemOf('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('setup.password')}
          description={t('passwordRule')}
          autoComplete="new-password"
          minLength={12}
          required
          withAsterisk={false}
          autoFocus
          value={password}
          error={problemOf('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        <Button type="submit" size="sm" mt="xs" loading={accept.isPending}>
          {t('join.submit')}
        </Button>
      </Stack>
    </form>
  );
}
