import { Button, FileButton, Loader, Progress, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percentage, whole } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { HowFar } from '../../ui/HowFar';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import page from '../../ui/Page.module.css';
import { Mapping } from './Mapping';
import { Policy } from './Policy';
import { type ImportSheet, importQuery, importsKey, isBusy, remove, type Step, step } from './queries';
import { Found, Left } from './Result';
import { sendRest } from './send';
import classes from './Transfer.module.css';

const route = getRouteApi('/inside/transfers/$id');

const stages = ['read', 'check', 'run', 'done'] as const;

/** Which of the stages an import stands at. */
function stageOf(state: string): (typeof stages)[number] {
  if (state === 'uploading' || state === 'ready') return 'read';
  if (state === 'checking' || state === 'checked') return 'check';
  return ['running', 'paused', 'cancelling'].includes(state) ? 'run' : 'done';
}

/** One import from its file to its leads: what columns mean, what would come of it, how far it is, and the way back. */
export function Import() {
  const { id } = route.useParams();
  const { t } = useTranslation('transfer');
  const sheet = useQuery({
    ...importQuery(id),
    refetchInterval: ({ state }) => (state.data !== undefined && isBusy(state.data.state) ? 700 : false),
  });
  if (sheet.isError) return <ProblemNotice error={sheet.error} />;
  if (sheet.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const { name, state } = sheet.data;
  return (
    <div className={page.page}>
      <header>
        <Link to="/transfers" className={page.back}>
          <Icon name="back" size={14} /> {t('back')}
        </Link>
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <p className="quiet" role="status">
          {t(`state.${state as 'done'}`)}
        </p>
      </header>
      <ol className={classes.steps} aria-label={t('steps')}>
        {stages.map((stage) => (
          <li key={stage} aria-current={stage === stageOf(state) ? 'step' : undefined}>
            {t(`stage.${stage}`)}
          </li>
        ))}
      </ol>
      <Stage sheet={sheet.data} />
    </div>
  );
}

function Stage({ sheet }: { sheet: ImportSheet }) {
  switch (sheet.state) {
    case 'uploading':
      return <Rest sheet={sheet} />;
    case 'ready':
      return (
        <>
          <Steps sheet={sheet} steps={['check']} />
          <Mapping sheet={sheet} />
        </>
      );
    case 'checked':
      return (
        <>
          <Found sheet={sheet} />
          <Policy sheet={sheet} />
          <Steps sheet={sheet} steps={['run']} />
          <Left sheet={sheet} />
          <Mapping sheet={sheet} />
        </>
      );
    default:
      return (
        <>
          <UnderWay sheet={sheet} />
          {!isBusy(sheet.state) && <Left sheet={sheet} />}
        </>
      );
  }
}

function useStep(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (what: Step) => step(id, what),
    onSuccess: (sheet) => {
      queries.setQueryData(importQuery(id).queryKey, sheet);
      void queries.invalidateQueries({ queryKey: importsKey, refetchType: 'none' });
      void queries.invalidateQueries({ queryKey: importQuery(id).queryKey });
    },
  });
}

/** What can be done next; the first is what is meant to be. */
function Steps({ sheet, steps }: { sheet: ImportSheet; steps: Step[] }) {
  const { t } = useTranslation('transfer');
  const go = useStep(sheet.id);
  const paused = sheet.state === 'paused';
  return (
    <>
      {go.isError && <ProblemNotice error={go.error} />}
      <div className={page.buttons}>
        {steps.map((what, place) => (
          <Button
            key={what}
            variant={place === 0 ? 'filled' : 'default'}
            loading={go.isPending && go.variables === what}
            disabled={go.isPending}
            onClick={() => go.mutate(what)}
          >
            {t(what === 'run' && paused ? 'step.goOn' : `step.${what}`)}
          </Button>
        ))}
        <span className="quiet">
          {steps[0] !== undefined && t(paused ? 'hint.pause' : `hint.${steps[0] as 'check'}`)}
        </span>
        {!isBusy(sheet.state) && !paused && <Forget sheet={sheet} />}
      </div>
    </>
  );
}

/** Takes an import off the list; whoever could still take its leads back is asked first. */
function Forget({ sheet }: { sheet: ImportSheet }) {
  const { t } = useTranslation('transfer');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const forget = useMutation({
    mutationFn: () => remove(sheet.id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: importsKey });
      void navigate({ to: '/transfers' });
    },
  });
  const undoable = next[sheet.state]?.includes('undo') === true && sheet.made + sheet.merged > 0;
  return (
    <>
      <Button
        variant="subtle"
        loading={forget.isPending}
        onClick={() => (undoable ? setAsked(true) : forget.mutate())}
      >
        {t('forget')}
      </Button>
      {asked && (
        <Dialog title={t('forget')} close={t('keep')} onClose={() => setAsked(false)}>
          <Stack gap="sm">
            <p>{t('forgetText')}</p>
            {forget.isError && <ProblemNotice error={forget.error} />}
            <DialogButtons
              grave
              yes={t('forget')}
              no={t('keep')}
              pending={forget.isPending}
              onYes={() => forget.mutate()}
              onNo={() => setAsked(false)}
            />
          </Stack>
        </Dialog>
      )}
    </>
  );
}

/** A file whose sending broke off: the same file is chosen again and goes on. */
function Rest({ sheet }: { sheet: ImportSheet }) {
  const { t, i18n } = useTranslation('transfer');
  const queries = useQueryClient();
  const [share, setShare] = useState(sheet.received / sheet.bytes);
  const send = useMutation({
    mutationFn: (file: File) => {
      if (file.name !== sheet.name || file.size !== sheet.bytes) return Promise.resolve(null);
      return sendRest(sheet, file, setShare);
    },
    onSuccess: (now) => now !== null && queries.setQueryData(importQuery(sheet.id).queryKey, now),
  });
  return (
    <section className={page.card}>
      <p>
        {t('rest.text', {
          percent: percentage(i18n.language, Math.floor(share * 100) / 100),
        })}
      </p>
      <Progress value={share * 100} aria-label={t('send.going')} />
      {send.data === null && <Notice title={t('rest.otherTitle')}>{t('rest.other')}</Notice>}
      {send.isError && <ProblemNotice error={send.error} />}
      <div className={page.buttons}>
        <FileButton onChange={(file) => file !== null && send.mutate(file)}>
          {(props) => (
            <Button {...props} loading={send.isPending}>
              {t('rest.choose')}
            </Button>
          )}
        </FileButton>
        <Forget sheet={sheet} />
      </div>
    </section>
  );
}

/** What can be done in each state. */
const next: Record<string, Step[]> = {
  running: ['pause', 'cancel'],
  paused: ['run', 'cancel'],
  done: ['undo'],
  failed: ['undo'],
};

const counts = ['made', 'merged', 'skipped', 'unchanged', 'invalid', 'returned', 'restored', 'kept'] as const;

function UnderWay({ sheet }: { sheet: ImportSheet }) {
  const { t, i18n } = useTranslation('transfer');
  const figure = (value: number) => whole(i18n.language, value);
  const going = ['checking', 'running', 'paused'].includes(sheet.state);
  // What is told of a file counts its lines; the first may only name the columns.
  const names = sheet.format?.header === true ? 1 : 0;
  const of = going ? Math.max(0, sheet.rows - names) : sheet.made + sheet.merged;
  const done = going ? Math.max(0, sheet.done - names) : sheet.returned + sheet.restored;
  const later = sheet.state === 'done' && sheet.choice.distribute === 'later' && sheet.made > 0;
  const steps = sheet.state === 'failed' && sheet.made + sheet.merged === 0 ? [] : (next[sheet.state] ?? []);
  return (
    <section className={page.card} aria-busy={isBusy(sheet.state)}>
      {sheet.state === 'failed' && (
        <Notice title={t('failed.title')}>
          {sheet.problem.startsWith('row ')
            ? t('failed.row', { row: sheet.problem.replace('row ', '') })
            : t(`failed.${sheet.problem as 'empty'}`)}
        </Notice>
      )}
      {(isBusy(sheet.state) || sheet.state === 'paused') && (
        <HowFar done={done} of={of} busy={isBusy(sheet.state)} label={t(`state.${sheet.state as 'done'}`)} />
      )}
      <dl className={classes.figures}>
        {counts.map(
          (what) =>
            (sheet[what] > 0 || (what === 'made' && sheet.startedAt != null)) && (
              <div key={what}>
                <dt>{t(`count.${what}`)}</dt>
                <dd>{figure(sheet[what])}</dd>
              </div>
            ),
        )}
      </dl>
      <Steps sheet={sheet} steps={later ? ['distribute', ...steps] : steps} />
    </section>
  );
}
