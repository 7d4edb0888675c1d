import { Button, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api/client';
import { sessionQuery, setupQuery } from '../../api/session';
import { regionOf, regionsIn } from '../../i18n/regions';
import { Notice, ProblemNotice } from '../../ui/Notice';
import { Entrance } from './Entrance';
import { useFieldProblems } from './fieldProblems';

/** Browsers leave UTC out of their list, and yet name it as the zone of many machines. */
const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
const blank = { company: '', name: '', email: '', password: '' };

/** The first start without demo: names the company and its administrator, with the token of the one-time link. */
export function Setup() {
  const { t } = useTranslation('people');
  const setup = useQuery(setupQuery);
  const hash = useLocation({ select: (location) => location.hash });
  // The address changes before the next screen is there.
  const [token] = useState(hash);
  if (setup.data?.needed === false) {
    return (
      <Entrance title={t('setup.doneTitle')} lead={t('setup.doneLead')}>
        <Link to="/sign-in">{t('setup.toSignIn')}</Link>
      </Entrance>
    );
  }
  return (
    <Entrance title={t('setup.title')} lead={t('setup.lead')}>
      {token === '' ? (
        <Notice title={t('setup.noToken')}>{t('setup.noTokenNext')}</Notice>
      ) : (
        <Form token={token} />
      )}
    </Entrance>
  );
}

function Form({ token }: { token: string }) {
  const { t, i18n } = useTranslation('people');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [fields, setFields] = useState(blank);
  const [zone, setZone] = useState<string | null>(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [region, setRegion] = useState<string | null>(() => regionOf(zone));
  const { company, name, email, password } = fields;

  const begin = useMutation({
    mutationFn: async () => {
      const timezone = zone ?? '';
      await api.POST('/api/setup', {
        body: { token, company: { name: company, timezone, region }, name, email, password },
      });
      await api.POST('/api/session', { body: { email, password } });
      return queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
    onSuccess: () => navigate({ to: '/', replace: true }),
  });
  const problemOf = useFieldProblems(begin.error);
  const field = (key: keyof typeof blank, path: string) => ({
    label: t(`setup.${key}`),
    value: fields[key],
    error: problemOf(path),
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [key]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  const general = begin.isError && !(begin.error instanceof Problem && begin.error.fields.length > 0);
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {general && <ProblemNotice error={begin.error} />}
        <TextInput {...field('company', 'company.name')} autoFocus autoComplete="organization" />
        <Select
          label={t('setup.timezone')}
          description={t('setup.timezoneHint')}
          data={zones}
          value={zone}
          onChange={setZone}
          error={problemOf('company.timezone')}
          searchable
          nothingFoundMessage={t('setup.noZone')}
          allowDeselect={false}
        />
        <Select
          label={t('setup.region')}
          description={t('setup.regionHint')}
          data={regionsIn(i18n.language)}
          value={region}
          onChange={setRegion}
          error={problemOf('company.region')}
          searchable
          clearable
          nothingFoundMessage={t('setup.noZone')}
        />
        <TextInput {...field('name', 'name')} autoComplete="name" />
        <TextInput {...field('email', 'email')} type="email" dir="ltr" autoComplete="username" />
        <PasswordInput
          {...field('password', 'password')}
          description={t('passwordRule')}
          minLength={12}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        <Button type="submit" size="sm" mt="xs" loading={begin.isPending}>
          {t('setup.submit')}
        </Button>
      </Stack>
    </form>
  );
}
