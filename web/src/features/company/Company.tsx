import { Button, Checkbox, NativeSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, Problem } from '../../api/client';
import { ifMatch, presenceQuery } from '../../api/people';
import type { components } from '../../api/schema';
import { sessionQuery } from '../../api/session';
import { languageCodes, languages } from '../../i18n/languages';
import { regionsIn } from '../../i18n/regions';
import cards from '../../ui/Card.module.css';
import { KeepProblem } from '../../ui/KeepProblem';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Company.module.css';

type Settings = components['schemas']['CompanySettings'];
type Change = (change: Partial<Settings>) => void;

const companyKey = ['company'];
const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
const idleTimes = [5, 10, 15, 30, 60];
const longestNote = 1000;

/** What the company is called, where it is, and how its people work its leads. */
export function Company() {
  const company = useQuery({
    queryKey: companyKey,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/company', { signal })),
  });
  const [saved, setSaved] = useState<number | null>(null);
  if (company.isError) return <ProblemNotice error={company.error} />;
  if (company.data === undefined) return null;
  const { version } = company.data;
  return <Form key={version} kept={company.data} saved={saved === version} onSaved={setSaved} />;
}

interface Props {
  kept: Settings;
  /** Whether what is shown was saved just now. */
  saved: boolean;
  /** Called with the version that saving made. */
  onSaved: (version: number) => void;
}

function Form({ kept, saved, onSaved }: Props) {
  const { t } = useTranslation('company');
  const queries = useQueryClient();
  const [now, setNow] = useState(kept);
  const set: Change = (change) => setNow((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => {
      const { version, ...body } = now;
      return bodyOf(api.PUT('/api/company', { params: { header: ifMatch(version) }, body }));
    },
    onSuccess: (after) => {
      onSaved(after.version);
      queries.setQueryData(companyKey, after);
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void queries.invalidateQueries({ queryKey: presenceQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ['rules', 'surroundings'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const fields = save.error instanceof Problem ? save.error.fields : [];
  return (
    <form className={classes.page} onSubmit={submit}>
      <h1 className={classes.title}>{t('title')}</h1>
      <About now={now} set={set} slugOf={(field) => fields.find((each) => each.field === field)?.slug} />
      <Work now={now} set={set} />
      {save.isError && fields.length === 0 && (
        <KeepProblem
          error={save.error}
          onReload={() => void queries.invalidateQueries({ queryKey: companyKey })}
        />
      )}
      <div className={cards.buttons}>
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        <output>{saved && now === kept && t('saved')}</output>
      </div>
    </form>
  );
}

interface PartProps {
  now: Settings;
  set: Change;
}

function About({ now, set, slugOf }: PartProps & { slugOf: (field: string) => string | undefined }) {
  const { t, i18n } = useTranslation('company');
  const problem = (field: string) => {
    const slug = slugOf(field);
    if (slug === undefined) return null;
    const known = i18n.exists(`company:field.${slug}`);
    return t(`field.${(known ? slug : 'invalid') as 'invalid'}`);
  };
  const idle = now.idleMinutes ?? null;
  const times = [...new Set([...idleTimes, ...(idle === null ? [] : [idle])])].sort((a, b) => a - b);
  return (
    <section className={cards.section} aria-labelledby="about">
      <h2 id="about">{t('about')}</h2>
      <div className={classes.form}>
        <TextInput
          label={t('name')}
          required
          withAsterisk={false}
          maxLength={200}
          value={now.name}
          error={problem('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('timezone')}
          description={t('timezoneHint')}
          data={zones.includes(now.timezone) ? zones : [now.timezone, ...zones]}
          value={now.timezone}
          error={problem('timezone')}
          onChange={(timezone) => timezone !== null && set({ timezone })}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('noZone')}
        />
        <NativeSelect
          label={t('locale')}
          description={t('localeHint')}
          value={now.locale}
          data={languageCodes.map((code) => ({ value: code, label: languages[code] }))}
          onChange={(event) => set({ locale: event.currentTarget.value })}
        />
        <Select
          label={t('region')}
          description={t('regionHint')}
          data={regionsIn(i18n.language)}
          value={now.region ?? null}
          error={problem('region')}
          onChange={(region) => set({ region })}
          searchable
          clearable
          nothingFoundMessage={t('noRegion')}
        />
        <NativeSelect
          label={t('idle')}
          value={idle === null ? '' : String(idle)}
          data={[
            ...times.map((each) => ({ value: String(each), label: t('after', { count: each }) })),
            { value: '', label: t('never') },
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ idleMinutes: value === '' ? null : Number(value) });
          }}
        />
      </div>
    </section>
  );
}

/** How much must be said when a lead's status changes, and what people see of each other. */
function Work({ now, set }: PartProps) {
  const { t } = useTranslation('company');
  const { work } = now;
  const change = (next: Partial<Settings['work']>) => set({ work: { ...work, ...next } });
  const sights = (words: readonly ('own' | 'group' | 'all')[]) =>
    words.map((value) => ({ value, label: t(`sight.${value}`) }));
  return (
    <section className={cards.section} aria-labelledby="work">
      <h2 id="work">{t('work')}</h2>
      <div className={classes.form}>
        <Checkbox
          label={t('note')}
          description={t('noteHint')}
          checked={work.noteLength > 0}
          onChange={(event) => change({ noteLength: event.currentTarget.checked ? 10 : 0 })}
        />
        {work.noteLength > 0 && (
          <NumberInput
            className={classes.inner}
            label={t('noteLength')}
            min={1}
            max={longestNote}
            clampBehavior="strict"
            allowDecimal={false}
            value={work.noteLength}
            onChange={(value) => typeof value === 'number' && value > 0 && change({ noteLength: value })}
          />
        )}
        <NativeSelect
          label={t('history')}
          description={t('historyHint')}
          value={work.history}
          data={sights(['own', 'group', 'all'])}
          onChange={(event) => change({ history: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('callbacks')}
          description={t('callbacksHint')}
          value={work.callbacks}
          data={sights(['own', 'group'])}
          onChange={(event) => change({ callbacks: event.currentTarget.value })}
        />
        <Checkbox
          label={t('several')}
          description={t('severalHint')}
          checked={work.severalWorkers}
          onChange={(event) => change({ severalWorkers: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('balance')}
          description={t('balanceHint')}
          checked={work.ownBalance}
          onChange={(event) => change({ ownBalance: event.currentTarget.checked })}
        />
      </div>
    </section>
  );
}
