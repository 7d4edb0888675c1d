import { Button, FileButton, NativeSelect, Progress, Tabs, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { useStream } from '../../api/useStream';
import { isolated, moment, wallTime, whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import pages from '../../ui/Page.module.css';
import { useZone } from '../../ui/useZone';
import { Changed } from './Changed';
import { Fairness } from './Fairness';
import { People } from './People';
import classes from './Replay.module.css';
import { advance, idle, type Message, type Question, type Replay as Run, type Summary } from './replay';
import { lastMonth } from './search';
import { Waits } from './Waits';

const ask = (body: Question, signal: AbortSignal) =>
  api.POST('/api/replays', { body, signal, parseAs: 'stream' });

/** Past leads against other rules, with the people, absences and settings of that time. */
export function Replay() {
  const { t, i18n } = useTranslation('replay');
  const search = useSearch({ from: '/inside/replay' });
  const navigate = useNavigate({ from: '/replay' });
  const zone = useZone();
  const { from, to } = { ...lastMonth(wallTime(zone)), ...search };
  const { rules = 'draft' } = search;
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const versions = useQuery({
    queryKey: ['rules', 'versions', 'for-replay'],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/rules/versions', { params: { query: { limit: 50 } }, signal })),
  });
  const { state: replay, start, cancel } = useStream<Run, Question, Message>(advance, idle, ask);
  const running = replay.phase === 'running';
  const tried = file === null ? rules : 'file';
  const choose = (next: { rules?: string; from?: string; to?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  const begin = () => start(file === null ? { from, to, rules } : { from, to, text: file.text });
  const open = async (picked: File | null) => {
    if (picked !== null) setFile({ name: picked.name, text: await picked.text() });
  };
  return (
    <div className={classes.screen}>
      <h1>{t('title')}</h1>
      <p className={`quiet ${classes.about}`}>{t('about')}</p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!running) begin();
        }}
      >
        <TextInput
          type="date"
          label={t('from')}
          value={from}
          max={to}
          required
          onChange={(event) => choose({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('to')}
          value={to}
          min={from}
          required
          onChange={(event) => choose({ to: event.currentTarget.value })}
        />
        <NativeSelect
          className={classes.rules}
          label={t('rules')}
          value={tried}
          data={[
            { value: 'draft', label: t('draft') },
            { value: 'published', label: t('published') },
            ...(versions.data?.rows ?? []).map((each) => ({
              value: String(each.version),
              label: t('version', { version: each.version, note: each.note }),
            })),
            ...(file === null ? [] : [{ value: 'file', label: file.name }]),
          ]}
          onChange={(event) => {
            const picked = event.currentTarget.value;
            if (picked === 'file') return;
            setFile(null);
            choose({ rules: picked });
          }}
        />
        <FileButton
          accept=".yaml,.yml,.json,text/yaml,application/json"
          onChange={(picked) => void open(picked)}
        >
          {(props) => (
            <Button variant="default" leftSection={<Icon name="file" size={16} />} {...props}>
              {t('file')}
            </Button>
          )}
        </FileButton>
        {running ? (
          // Of its own: the button that sends the form, in its place within the same click, would send it.
          <Button
            key="cancel"
            variant="default"
            leftSection={<Icon name="stop" size={14} />}
            onClick={cancel}
          >
            {t('cancel')}
          </Button>
        ) : (
          <Button key="start" type="submit" leftSection={<Icon name="play" size={14} />}>
            {t('start')}
          </Button>
        )}
      </form>
      {running && (
        <div className={classes.progress} role="status">
          <span>{t('running', { count: replay.arrived, figure: whole(i18n.language, replay.arrived) })}</span>
          <Progress value={replay.share / 10} aria-label={t('progress')} />
        </div>
      )}
      <State replay={replay} />
      {replay.summary !== null && <Results replay={replay} summary={replay.summary} />}
    </div>
  );
}

/** What there is to say while there is no result. */
function State({ replay }: { replay: Run }) {
  const { t, i18n } = useTranslation('replay');
  if (replay.phase === 'idle') return <Blank title={t('idle.title')}>{t('idle.text')}</Blank>;
  if (replay.phase === 'cancelled') return <p role="status">{t('cancelled')}</p>;
  const problem = replay.problem;
  if (problem !== null) {
    const known = i18n.exists(`replay:problem.${problem.slug}`);
    return (
      <Notice title={t(`problem.${(known ? problem.slug : 'internal') as 'internal'}`)}>
        {problem.at && <p>{t('problemAt', { when: moment(i18n.language, problem.at) })}</p>}
        <ul>
          {problem.messages.map((message) => (
            <li key={message}>
              <bdi dir="ltr">{message}</bdi>
            </li>
          ))}
        </ul>
      </Notice>
    );
  }
  return replay.phase === 'failed' ? <ProblemNotice error={replay.error} /> : null;
}

function Results({ replay, summary }: { replay: Run; summary: Summary }) {
  const { t, i18n } = useTranslation('replay');
  const language = i18n.language;
  const nameOf = (user: string) => (user === '' ? t('nobody') : (replay.names.get(user) ?? user));
  const sourceOf = (key: string) => (key === '' ? t('noSource') : (replay.sources[key] ?? key));
  const figure = (value: number) => whole(language, value);
  return (
    <>
      <section aria-label={t('result')}>
        <dl className={`figures ${pages.figures}`}>
          <Figure label={t('leads')} value={figure(summary.leads)} />
          <Figure label={t('changed')} value={figure(summary.changed)} />
          <Figure
            label={t('nobodys')}
            value={t('beforeAfter', {
              before: isolated(language, figure(summary.nobody.before)),
              after: isolated(language, figure(summary.nobody.after)),
            })}
          />
        </dl>
        <ul className={`quiet ${classes.notes}`}>
          {summary.changed === 0 && summary.earlier === 0 && <li>{t('same')}</li>}
          {summary.byHand > 0 && (
            <li>{t('byHand', { count: summary.byHand, figure: figure(summary.byHand) })}</li>
          )}
          {summary.earlier > 0 && (
            <li>{t('earlier', { count: summary.earlier, figure: figure(summary.earlier) })}</li>
          )}
          {summary.skipped > 0 && (
            <li>{t('skipped', { count: summary.skipped, figure: figure(summary.skipped) })}</li>
          )}
          {summary.erased > 0 && (
            <li>{t('erased', { count: summary.erased, figure: figure(summary.erased) })}</li>
          )}
        </ul>
      </section>
      <Tabs defaultValue="people" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="people">{t('tab.people')}</Tabs.Tab>
          <Tabs.Tab value="changed">{t('tab.changed')}</Tabs.Tab>
          <Tabs.Tab value="waits">{t('tab.waits')}</Tabs.Tab>
          <Tabs.Tab value="fairness">{t('tab.fairness')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people" className={classes.panel}>
          <People summary={summary} nameOf={nameOf} sourceOf={sourceOf} />
        </Tabs.Panel>
        <Tabs.Panel value="changed" className={classes.panel}>
          <Changed leads={replay.leads} summary={summary} nameOf={nameOf} sourceOf={sourceOf} />
        </Tabs.Panel>
        <Tabs.Panel value="waits" className={classes.panel}>
          <Waits summary={summary} sourceOf={sourceOf} />
        </Tabs.Panel>
        <Tabs.Panel value="fairness" className={classes.panel}>
          <Fairness summary={summary} nameOf={nameOf} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
