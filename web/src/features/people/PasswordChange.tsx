import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api/client';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Account.module.css';
import { useFieldProblems } from './fieldProblems';

/** Changes one's own password; the e-mail is there for password keepers. */
export function PasswordChange({ email }: { email: string }) {
  const { t } = useTranslation('people');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => api.PUT('/api/session/password', { body: { current, next } }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
  });
  const problemOf = useFieldProblems(change.error);
  const general = change.isError && !(change.error instanceof Problem && change.error.fields.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const toggle = { 'aria-label': t('showPassword') };
  return (
    <form onSubmit={submit} className={classes.form}>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      {general && <ProblemNotice error={change.error} />}
      <PasswordInput
        label={t('account.current')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={current}
        error={problemOf('current')}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        visibilityToggleButtonProps={toggle}
      />
      <PasswordInput
        label={t('account.next')}
        description={t('passwordRule')}
        autoComplete="new-password"
        minLength={12}
        required
        withAsterisk={false}
        value={next}
        error={problemOf('next')}
        onChange={(event) => setNext(event.currentTarget.value)}
        visibilityToggleButtonProps={toggle}
      />
      <div>
        <Button type="submit" loading={change.isPending}>
          {t('account.change')}
        </Button>
      </div>
      <output>{change.isSuccess && t('account.changed')}</output>
    </form>
  );
}
