import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api/client';
import { sessionQuery } from '../../api/session';
import type { Language } from '../../i18n/languages';
import { ProblemNotice } from '../../ui/Notice';
import { Entrance } from './Entrance';

/** Remembers a language picked before the sign-in; it changes cookies, so a fresh one is fetched first. */
async function rememberLocale(locale: Language) {
  await api.GET('/api/session');
  await api.PATCH('/api/session', { body: { locale } });
}

interface Company {
  id: string;
  name: string;
}

/** The companies that a sign-in is refused with because its password fits them all; null for any other refusal. */
function companiesOf(error: unknown): Company[] | null {
  if (!(error instanceof Problem) || error.slug !== 'several-companies') return null;
  return (error.body as { companies: Company[] }).companies;
}

/** Signs a person in by e-mail and password, asks which company if need be, and leads on to where they wanted to go. */
export function SignIn() {
  const { t } = useTranslation('people');
  const { next } = useSearch({ from: '/sign-in' });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [picked, setPicked] = useState<Language | null>(null);
  const [companies, setCompanies] = useState<Company[] | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const signIn = useMutation({
    mutationFn: async (company: string | null) => {
      await api.POST('/api/session', { body: { email, password, company } });
      if (picked !== null) await rememberLocale(picked);
      return queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
    onSuccess: () => navigate({ to: next ?? '/', replace: true }),
    onError: (error) => {
      const several = companiesOf(error);
      setCompanies(several);
      if (several !== null) return;
      setPassword('');
      passwordField.current?.focus();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(null);
  };
  if (companies !== null) {
    return (
      <Entrance title={t('signIn.which')} lead={t('signIn.whichLead')} onLanguage={setPicked}>
        <Stack gap="sm">
          {companies.map(({ id, name }, place) => (
            <Button
              key={id}
              variant="default"
              justify="start"
              autoFocus={place === 0}
              disabled={signIn.isPending && signIn.variables !== id}
              loading={signIn.isPending && signIn.variables === id}
              onClick={() => signIn.mutate(id)}
            >
              {name}
            </Button>
          ))}
          <Button
            variant="subtle"
            onClick={() => {
              setCompanies(null);
              setPassword('');
              signIn.reset();
            }}
          >
            {t('signIn.back')}
          </Button>
        </Stack>
      </Entrance>
    );
  }
  return (
    <Entrance title={t('signIn.title')} lead={t('signIn.lead')} onLanguage={setPicked}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {signIn.isError && <ProblemNotice error={signIn.error} />}
          <TextInput
            label={t('email')}
            type="email"
            dir="ltr"
            name="username"
            autoComplete="username"
            autoFocus
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            ref={passwordField}
            label={t('password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          />
          <Button type="submit" size="sm" loading={signIn.isPending} mt="xs">
            {t('signIn.submit')}
          </Button>
          <p className="quiet" style={{ margin: 0, fontSize: 'var(--mantine-font-size-sm)' }}>
            {t('signIn.first')}
          </p>
        </Stack>
      </form>
    </Entrance>
  );
}
