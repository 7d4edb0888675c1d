import { Alert, Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, slugOf } from '../../api/client';
import cards from '../../ui/Card.module.css';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import { Copyable } from './Copyable';
import { FormBuilder } from './FormBuilder';
import classes from './Intake.module.css';
import { type Source, sourcesQuery } from './queries';

interface Props {
  source: Source;
  /** Whether it was saved just now. */
  saved: boolean;
  onSaved: (source: Source) => void;
}

/** One source: its settings, and how to use it. */
export function SourceDetail({ source, saved, onSaved }: Props) {
  const { t } = useTranslation('intake');
  const queries = useQueryClient();
  const [name, setName] = useState(source.name);
  const [active, setActive] = useState(source.active);
  const [settings, setSettings] = useState(source.settings);
  const reload = () => queries.invalidateQueries({ queryKey: sourcesQuery.queryKey });
  const save = useMutation({
    mutationFn: () =>
      bodyOf(
        api.PUT('/api/sources/{id}', {
          params: { path: { id: source.id }, header: { 'If-Match': `"${source.version}"` } },
          body: { name, active, settings },
        }),
      ),
    onSuccess: (row) => {
      onSaved(row);
      return reload();
    },
  });
  const flaw = useFieldFlaws(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const late = save.isError && slugOf(save.error) === 'changed-meanwhile';
  return (
    <>
      <form onSubmit={submit}>
        <section className={cards.section} aria-labelledby="settings">
          <h2 id="settings">
            <bdi>{source.name}</bdi> · {t('source.settings')}
          </h2>
          {save.isError && !late && <ProblemNotice error={save.error} />}
          {late && (
            <Notice title={t('source.changed')}>
              <Button variant="default" onClick={() => void reload()}>
                {t('source.loadAgain')}
              </Button>
            </Notice>
          )}
          <div className={classes.form}>
            <div className={classes.columns}>
              <TextInput
                label={t('sources.name')}
                required
                withAsterisk={false}
                maxLength={100}
                value={name}
                error={flaw('name')}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <NumberInput
                label={t('source.perMinute')}
                min={1}
                max={60000}
                value={settings.perMinute}
                error={flaw('perMinute')}
                onChange={(value) => setSettings({ ...settings, perMinute: Number(value) || 1 })}
              />
              <TextInput
                label={t('source.country')}
                description={t('source.countryHint')}
                dir="ltr"
                maxLength={2}
                value={settings.country ?? ''}
                error={flaw('country')}
                onChange={(event) => setSettings({ ...settings, country: event.currentTarget.value || null })}
              />
              <TextInput
                label={t('source.listing')}
                description={t('source.listingHint')}
                dir="ltr"
                value={settings.listing}
                error={flaw('listing')}
                onChange={(event) => setSettings({ ...settings, listing: event.currentTarget.value })}
              />
            </div>
            <Switch
              label={t('source.active')}
              checked={active}
              onChange={(event) => setActive(event.currentTarget.checked)}
            />
          </div>
        </section>
        {settings.form && (
          <FormBuilder
            form={settings.form}
            publicKey={source.publicKey ?? ''}
            flaw={flaw}
            onChange={(form) => setSettings({ ...settings, form })}
          />
        )}
        <div className={classes.row}>
          <Button type="submit" loading={save.isPending}>
            {t('source.save')}
          </Button>
          {saved && <span role="status">{t('source.saved')}</span>}
        </div>
      </form>
      {source.can.renewKey && <Access source={source} />}
    </>
  );
}

function Access({ source }: { source: Source }) {
  const { t } = useTranslation('intake');
  const [asking, setAsking] = useState(false);
  const renew = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/sources/{id}/key', { params: { path: { id: source.id } } })),
    onSuccess: () => setAsking(false),
  });
  return (
    <section className={cards.section} aria-labelledby="try-it" style={{ marginBlockStart: '1rem' }}>
      <h2 id="try-it">{t('source.tryIt')}</h2>
      <p className="quiet">{t('source.curlHint')}</p>
      <Copyable
        text={curlOf(window.location.origin, renew.data?.secret ?? 'KEY')}
        label={t('source.tryIt')}
      />
      <h3>{t('sources.key')}</h3>
      {renew.isError && <ProblemNotice error={renew.error} />}
      {renew.isSuccess && (
        <Alert variant="light" icon={<Icon name="key" />} title={t('source.renewed')} role="status">
          {t('source.once')}
          <Copyable text={renew.data.secret} label={t('sources.key')} />
        </Alert>
      )}
      {!asking && (
        <Button variant="default" leftSection={<Icon name="key" />} onClick={() => setAsking(true)}>
          {t('source.renew')}
        </Button>
      )}
      {asking && (
        <>
          <p>{t('source.renewWarning')}</p>
          <div className={classes.row}>
            <Button color="buoy" loading={renew.isPending} onClick={() => renew.mutate()}>
              {t('source.renewNow')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              {t('source.keep')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

/** A command that sends a first lead. */
export function curlOf(server: string, key: string): string {
  return [
    `curl ${server}/api/leads \\`,
    `  -H "Authorization: Bearer ${key}" \\`,
    '  -H "Content-Type: application/json" \\',
    '  -H "Idempotency-Key: first-lead-1" \\',
    `  -d '{"name": "Anna Rossi", "phone": "+39 02 1234567", "email": "anna@example.com"}'`,
  ].join('\n');
}
