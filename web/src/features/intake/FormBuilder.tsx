import {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  NativeSelect,
  NumberInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { settingsQuery } from '../../api/people';
import { isolated, listed } from '../../i18n/format';
import { type Language, languageCodes, languages } from '../../i18n/languages';
import cards from '../../ui/Card.module.css';
import { fieldOf } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Copyable } from './Copyable';
import { moved, withLabel, withTexts } from './formDraft';
import classes from './Intake.module.css';
import type { Form } from './queries';

interface Props {
  form: Form;
  publicKey: string;
  flaw: (field: string) => string | null;
  onChange: (form: Form) => void;
}

/** Puts a web form together, and shows it as visitors will see it. */
export function FormBuilder({ form, publicKey, flaw, onChange }: Props) {
  const { t, i18n } = useTranslation('intake');
  const [language, setLanguage] = useState<Language>(
    languageCodes.find((code) => code === i18n.language) ?? 'en',
  );
  const address = `${window.location.origin}/f/${publicKey}`;
  return (
    <section className={cards.section} aria-labelledby="form">
      <h2 id="form">{t('form.title')}</h2>
      <div className={classes.builder}>
        <div className={classes.form}>
          <NativeSelect
            label={t('form.language')}
            value={language}
            onChange={(event) =>
              setLanguage(languageCodes.find((code) => code === event.currentTarget.value) ?? 'en')
            }
            data={languageCodes.map((code) => ({ value: code, label: languages[code] }))}
          />
          <Fields form={form} language={language} flaw={flaw} onChange={onChange} />
          <Texts form={form} language={language} flaw={flaw} onChange={onChange} />
          <Limits form={form} flaw={flaw} onChange={onChange} />
          <h3>{t('form.embed')}</h3>
          <span className="quiet">{t('form.embedHint')}</span>
          <div>
            <Copyable text={`<script src="${address}.js" async></script>`} label={t('form.embed')} />
          </div>
          <span>
            {t('form.page')}:{' '}
            <a href={address} target="_blank" rel="noreferrer">
              {t('form.open')}
            </a>
          </span>
        </div>
        <Preview form={form} language={language} />
      </div>
    </section>
  );
}

type Part = Omit<Props, 'publicKey'> & { language: Language };

function Fields({ form, language, flaw, onChange }: Part) {
  const { t, i18n } = useTranslation('intake');
  const [added, setAdded] = useState('');
  const declared = (useQuery(settingsQuery('fields')).data ?? []).map(fieldOf);
  const offered = [
    'name',
    'phone',
    'email',
    'message',
    ...declared.filter(({ active }) => active).map(({ id }) => id),
  ].filter((id) => form.fields.every((field) => field.id !== id));
  const demanded = declared.filter(
    ({ id, active, required, standard, look }) =>
      active && required && standard === undefined && look !== 'user' && offered.includes(id),
  );
  const nameOf = (id: string) => declared.find((each) => each.id === id)?.name;
  const add = () => {
    const id = added.trim();
    if (id === '' || form.fields.some((field) => field.id === id)) return;
    onChange({ ...form, fields: [...form.fields, { id, required: false, labels: {} }] });
    setAdded('');
  };
  return (
    <>
      <h3>{t('form.fields')}</h3>
      {flaw('fields') !== null && <span role="alert">{flaw('fields')}</span>}
      <ul className={classes.fields}>
        {form.fields.map((field, index) => {
          const named = { field: isolated(i18n.language, field.id) };
          return (
            <li key={field.id} className={classes.field}>
              <bdi dir="ltr">{field.id}</bdi>
              <TextInput
                className={classes.label}
                aria-label={t('form.label', named)}
                placeholder={nameOf(field.id) ?? t('form.label', named)}
                maxLength={100}
                value={field.labels[language] ?? ''}
                onChange={(event) => onChange(withLabel(form, field.id, language, event.currentTarget.value))}
              />
              <Checkbox
                label={t('form.required')}
                checked={field.required}
                onChange={(event) => {
                  const required = event.currentTarget.checked;
                  onChange({
                    ...form,
                    fields: form.fields.map((each) => (each.id === field.id ? { ...each, required } : each)),
                  });
                }}
              />
              <span className={classes.buttons}>
                <ActionIcon
                  aria-label={t('form.up', named)}
                  disabled={index === 0}
                  onClick={() => onChange(moved(form, index, -1))}
                >
                  <Icon name="up" />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('form.down', named)}
                  disabled={index === form.fields.length - 1}
                  onClick={() => onChange(moved(form, index, 1))}
                >
                  <Icon name="down" />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('form.remove', named)}
                  onClick={() =>
                    onChange({ ...form, fields: form.fields.filter((each) => each.id !== field.id) })
                  }
                >
                  <Icon name="trash" />
                </ActionIcon>
              </span>
            </li>
          );
        })}
      </ul>
      {demanded.length > 0 && (
        <span className="quiet">
          {t('form.demanded', {
            names: listed(
              i18n.language,
              demanded.map(({ name }) => name),
            ),
          })}
        </span>
      )}
      <div className={classes.row} style={{ alignItems: 'end' }}>
        <Autocomplete
          label={t('form.add')}
          description={t('form.addHint')}
          dir="ltr"
          maxLength={60}
          data={offered}
          value={added}
          onChange={setAdded}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              add();
            }
          }}
        />
        <Button variant="default" onClick={add}>
          {t('form.addNow')}
        </Button>
      </div>
    </>
  );
}

const lines = ['heading', 'submit'] as const;
const blocks = ['intro', 'thanks'] as const;
const members = { heading: 'title', submit: 'submit', intro: 'intro', thanks: 'thanks' } as const;

function Texts({ form, language, flaw, onChange }: Part) {
  const { t } = useTranslation('intake');
  const own = form.texts[language];
  return (
    <>
      <h3>
        {t('form.texts')} ({languages[language]})
      </h3>
      <span className="quiet">{t('form.textsHint')}</span>
      {flaw('texts') !== null && <span role="alert">{flaw('texts')}</span>}
      {lines.map((name) => (
        <TextInput
          key={name}
          label={t(`form.${name}`)}
          maxLength={200}
          value={own?.[members[name]] ?? ''}
          onChange={(event) =>
            onChange(withTexts(form, language, { [members[name]]: event.currentTarget.value }))
          }
        />
      ))}
      {blocks.map((name) => (
        <Textarea
          key={name}
          label={t(`form.${name}`)}
          autosize
          minRows={2}
          maxLength={4000}
          value={own?.[members[name]] ?? ''}
          onChange={(event) =>
            onChange(withTexts(form, language, { [members[name]]: event.currentTarget.value }))
          }
        />
      ))}
      <Checkbox
        label={t('form.consent')}
        description={t('form.consentHint')}
        checked={form.consent}
        onChange={(event) => onChange({ ...form, consent: event.currentTarget.checked })}
      />
      {form.consent && (
        <Textarea
          label={t('form.consentText')}
          autosize
          minRows={2}
          maxLength={4000}
          value={own?.consent ?? ''}
          onChange={(event) => onChange(withTexts(form, language, { consent: event.currentTarget.value }))}
        />
      )}
    </>
  );
}

function Limits({ form, flaw, onChange }: Omit<Part, 'language'>) {
  const { t } = useTranslation('intake');
  const [origins, setOrigins] = useState(form.origins.join('\n'));
  return (
    <>
      <h3>{t('form.where')}</h3>
      <Textarea
        label={t('form.origins')}
        description={t('form.originsHint')}
        dir="ltr"
        autosize
        minRows={2}
        value={origins}
        error={flaw('origins')}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setOrigins(text);
          onChange({ ...form, origins: text.split('\n').filter((line) => line.trim() !== '') });
        }}
      />
      <div className={classes.columns}>
        <NumberInput
          label={t('form.minSeconds')}
          description={t('form.minSecondsHint')}
          min={0}
          max={60}
          value={form.minSeconds}
          error={flaw('minSeconds')}
          onChange={(value) => onChange({ ...form, minSeconds: Number(value) || 0 })}
        />
        <NumberInput
          label={t('form.perAddress')}
          min={1}
          max={1000}
          value={form.perAddress}
          error={flaw('perAddress')}
          onChange={(value) => onChange({ ...form, perAddress: Number(value) || 1 })}
        />
      </div>
    </>
  );
}

function Preview({ form, language }: { form: Form; language: Language }) {
  const { t } = useTranslation('intake');
  const [shown] = useDebouncedValue(form, 300);
  const preview = useQuery({
    queryKey: ['form-preview', language, { ...shown, origins: [] }],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      bodyOf(
        api.POST('/api/form-previews', {
          body: { locale: language, form: { ...shown, origins: [] } },
          signal,
        }),
      ),
  });
  return (
    <div className={classes.preview}>
      <h3>{t('form.preview')}</h3>
      {preview.data && (
        <iframe className={classes.frame} title={t('form.preview')} sandbox="" srcDoc={preview.data.html} />
      )}
      {preview.isError && <ProblemNotice error={preview.error} />}
    </div>
  );
}
