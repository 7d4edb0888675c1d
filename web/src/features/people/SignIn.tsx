import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { sessionQuery } from '../../api/session';
import type { Language } from '../../i18n/languages';
import { ProblemNotice } from '../../ui/Notice';
import { Entrance } from './Entrance';

/** Remembers a language picked before the sign-in; it changes cookies, so a fresh one is fetched first. */
async function rememberLocale(locale: Language) {
  await api.GET('/api/session');
  await api.PATCH('/api/session', { body: { locale } });
}

/** Signs a person in by e-mail and password and leads on to where they wanted to go. */
export function SignIn() {
  const { t } = useTranslation('people');
  const { next } = useSearch({ from: '/sign-in' });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [picked, setPicked] = useState<Language | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const signIn = useMutation({
    mutationFn: async () => {
      await api.POST('/api/session', { body: { email, password } });
      if (picked !== null) await rememberLocale(picked);
      return queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
    onSuccess: () => navigate({ to: next ?? '/', replace: true }),
    onError: () => {
      setPassword('');
      passwordField.current?.focus();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
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
