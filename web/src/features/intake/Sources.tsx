import { Alert, Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { Blank } from '../../ui/Blank';
import cards from '../../ui/Card.module.css';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useInstant } from '../../ui/useZone';
import { Areas } from './Areas';
import { Copyable } from './Copyable';
import classes from './Intake.module.css';
import { relaysQuery, type Source, sourcesQuery } from './queries';
import { SourceDetail } from './SourceDetail';

const kinds = ['form', 'api'] as const;

/** Where leads come from: the list of sources, one of them with its settings, and the addresses that identify nobody. */
export function Sources() {
  const { t } = useTranslation('intake');
  const sources = useQuery(sourcesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [saved, setSaved] = useState('');
  if (sources.isError) return <ProblemNotice error={sources.error} />;
  if (!sources.isSuccess) return null;
  const rows = sources.data.rows;
  const current = rows.find((row) => row.id === chosen) ?? null;
  return (
    <div className={classes.page}>
      <Areas />
      <h1 className={classes.title}>{t('sources.title')}</h1>
      <p className={classes.lead}>{t('sources.lead')}</p>
      <div className={classes.split}>
        <div>
          {rows.length > 0 && (
            <section className={cards.section} aria-label={t('sources.title')}>
              <ul className={classes.list}>
                {rows.map((row) => (
                  <li key={row.id}>
                    <Entry
                      row={row}
                      current={row.id === chosen}
                      onPick={() => {
                        setChosen(row.id);
                        setSecret(null);
                      }}
                    />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <NewSource
            onMade={(id, key) => {
              setChosen(id);
              setSecret(key);
            }}
          />
        </div>
        <div>
          {secret !== null && (
            <Alert variant="light" icon={<Icon name="key" />} title={t('source.made')} role="status" mb="md">
              {t('source.once')}
              <Copyable text={secret} label={t('sources.key')} />
            </Alert>
          )}
          {current !== null && (
            <SourceDetail
              key={`${current.id} ${current.version}`}
              source={current}
              saved={saved === `${current.id} ${current.version}`}
              onSaved={({ id, version }) => setSaved(`${id} ${version}`)}
            />
          )}
          {current === null && rows.length === 0 && (
            <Blank title={t('sources.none')}>{t('sources.noneNext')}</Blank>
          )}
          {current === null && rows.length > 0 && <p className="quiet">{t('sources.pick')}</p>}
        </div>
      </div>
      <Relays />
    </div>
  );
}

function Entry({ row, current, onPick }: { row: Source; current: boolean; onPick: () => void }) {
  const { t } = useTranslation('intake');
  const instant = useInstant();
  const kind = kinds.find((each) => each === row.kind) ?? 'api';
  return (
    <button type="button" className={classes.item} aria-current={current} onClick={onPick}>
      <bdi>{row.name}</bdi>
      <span className="quiet">{row.active ? t(`sources.kinds.${kind}`) : t('sources.inactive')}</span>
      <small>
        <bdi dir="ltr">{row.key}</bdi> · {t('sources.used')}:{' '}
        {row.lastUsedAt ? instant(row.lastUsedAt) : t('sources.never')}
      </small>
    </button>
  );
}

function NewSource({ onMade }: { onMade: (id: string, secret: string | null) => void }) {
  const { t } = useTranslation('intake');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const [kind, setKind] = useState<(typeof kinds)[number]>('form');
  const create = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/sources', { body: { name, key: key ?? keyOf(name), kind } })),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: sourcesQuery.queryKey });
      setName('');
      setKey(null);
      onMade(made.source.id, made.secret ?? null);
    },
  });
  const flaw = useFieldFlaws(create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <section className={cards.section} aria-labelledby="new-source">
      <h2 id="new-source">{t('sources.new')}</h2>
      <form className={classes.form} onSubmit={submit}>
        {create.isError && <ProblemNotice error={create.error} />}
        <TextInput
          label={t('sources.newName')}
          placeholder={t('sources.newNameExample')}
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          error={flaw('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('sources.key')}
          description={t('sources.keyHint')}
          dir="ltr"
          required
          withAsterisk={false}
          maxLength={60}
          value={key ?? keyOf(name)}
          error={flaw('key')}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t('sources.kind')}
          value={kind}
          onChange={(value) => setKind(kinds.find((each) => each === value) ?? 'form')}
          data={kinds.map((value) => ({ value, label: t(`sources.kinds.${value}`) }))}
        />
        <span className="quiet">{t(`sources.kindHints.${kind}`)}</span>
        <div className={classes.row}>
          <Button type="submit" loading={create.isPending}>
            {t('sources.create')}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** A key that goes with a name: what of it can stand in a key. */
export function keyOf(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

function Relays() {
  const { t } = useTranslation('intake');
  const queries = useQueryClient();
  const relays = useQuery(relaysQuery);
  const [text, setText] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (values: string[]) => bodyOf(api.PUT('/api/relays', { body: { values } })),
    onSuccess: (saved) => {
      setText(null);
      queries.setQueryData(relaysQuery.queryKey, saved);
    },
  });
  const flaw = useFieldFlaws(save.error);
  if (!relays.isSuccess) return null;
  const shown = text ?? relays.data.values.join('\n');
  const lines = shown.split('\n').filter((line) => line.trim() !== '');
  const wrong = lines.findIndex((_, index) => flaw(`values[${index}]`) !== null);
  return (
    <section className={cards.section} aria-labelledby="relays">
      <h2 id="relays">{t('relays.title')}</h2>
      <p className={classes.lead}>{t('relays.lead')}</p>
      <div className={classes.form}>
        {save.isError && wrong < 0 && <ProblemNotice error={save.error} />}
        <Textarea
          label={t('relays.values')}
          dir="ltr"
          autosize
          minRows={3}
          maxRows={12}
          value={shown}
          error={wrong < 0 ? null : `${lines[wrong]}: ${flaw(`values[${wrong}]`)}`}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes.row}>
          <Button
            variant="default"
            disabled={text === null}
            loading={save.isPending}
            onClick={() => save.mutate(lines)}
          >
            {t('relays.save')}
          </Button>
        </div>
      </div>
    </section>
  );
}
