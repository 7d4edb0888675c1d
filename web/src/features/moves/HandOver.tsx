import { Alert, Button, Loader, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentOfYear, wallTime, whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import screen from '../../ui/Page.module.css';
import { useZone } from '../../ui/useZone';
import { Left } from './Left';
import classes from './Moves.module.css';
import { PlanForm } from './PlanForm';
import { Preview } from './Preview';
import { type HandOverSheet, handOverQuery, handOversKey, isBusy, type Step, step } from './queries';
import { stateWord, titleOf } from './words';

const route = getRouteApi('/inside/bulk/$id');

/** One hand-over: how the leads are to be shared, who gets what, how far it is, and the way back. */
export function HandOver() {
  const { id } = route.useParams();
  const { t, i18n } = useTranslation('moves');
  const sheet = useQuery({
    ...handOverQuery(id),
    refetchInterval: ({ state }) => (state.data !== undefined && isBusy(state.data.row.state) ? 700 : false),
  });
  if (sheet.isError) return <ProblemNotice error={sheet.error} />;
  if (sheet.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const { row } = sheet.data;
  const early = row.state === 'planning' || row.state === 'planned';
  return (
    <div className={screen.page}>
      <header>
        <Link to="/bulk" className={classes.back}>
          <Icon name="back" size={14} /> {t('back')}
        </Link>
        <h1>{titleOf(row, t, i18n.language)}</h1>
        <p className="quiet">
          {t('total', { count: sheet.data.total, figure: whole(i18n.language, sheet.data.total) })} ·{' '}
          <span role="status">{stateWord(row, t, i18n.language)}</span>
          {row.reason !== '' && (
            <>
              {' '}
              · <bdi>{row.reason}</bdi>
            </>
          )}
        </p>
      </header>
      {early && <Planning sheet={sheet.data} />}
      {!early && <UnderWay sheet={sheet.data} />}
      {row.state === 'planning' ? (
        <Loader size="sm" aria-label={t('state.planning')} />
      ) : (
        <Preview sheet={sheet.data} />
      )}
      <Left sheet={sheet.data} />
    </div>
  );
}

function useStep(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (what: Step) => step(id, what),
    onSuccess: (sheet) => {
      queries.setQueryData(handOverQuery(id).queryKey, sheet);
      void queries.invalidateQueries({ queryKey: handOversKey, refetchType: 'none' });
      void queries.invalidateQueries({ queryKey: handOverQuery(id).queryKey });
    },
  });
}

/** How it is to be done; what is planned can be run. */
function Planning({ sheet }: { sheet: HandOverSheet }) {
  const { t, i18n } = useTranslation('moves');
  const { row } = sheet;
  const go = useStep(row.id);
  const [dirty, setDirty] = useState(false);
  const moving = sheet.open - sheet.skip.reduce((sum, { leads }) => sum + leads, 0);
  const count = row.state === 'planned' ? moving : sheet.open;
  return (
    <>
      <PlanForm key={row.id} sheet={sheet} onDirty={setDirty} />
      {sheet.stale && <Notice title={t('stale.title')}>{t('stale.text')}</Notice>}
      {go.isError && <ProblemNotice error={go.error} />}
      <div className={classes.buttons}>
        <Button
          disabled={row.state !== 'planned' || dirty || count === 0}
          loading={go.isPending}
          onClick={() => go.mutate('run')}
        >
          {t('run', { count, figure: whole(i18n.language, count) })}
        </Button>
        <Button variant="default" disabled={go.isPending} onClick={() => go.mutate('cancel')}>
          {t('cancel')}
        </Button>
        <span className="quiet">{t('runHint')}</span>
      </div>
    </>
  );
}

function UnderWay({ sheet }: { sheet: HandOverSheet }) {
  const { t, i18n } = useTranslation('moves');
  const { row } = sheet;
  const go = useStep(row.id);
  const zone = useZone();
  const figure = (value: number) => whole(i18n.language, value);
  const returned = sheet.shares.reduce((sum, share) => sum + share.returned, 0);
  const moved = sheet.shares.reduce((sum, share) => sum + share.moved, 0);
  const done = row.state === 'undoing' ? returned : sheet.total - sheet.open;
  const of = row.state === 'undoing' ? moved : sheet.total;
  const undoable =
    (row.state === 'done' || row.state === 'cancelled') &&
    row.moved > 0 &&
    row.undoUntil != null &&
    new Date(row.undoUntil) > new Date();
  return (
    <section className={classes.progress} aria-busy={isBusy(row.state)}>
      {(isBusy(row.state) || row.state === 'paused') && (
        <>
          <Progress
            value={of === 0 ? 100 : (done / of) * 100}
            animated={isBusy(row.state)}
            aria-label={stateWord(row, t, i18n.language)}
          />
          <p className="figures">{t('progress', { done: figure(done), total: figure(of) })}</p>
        </>
      )}
      {go.isError && <ProblemNotice error={go.error} />}
      <div className={classes.buttons}>
        {row.state === 'running' && (
          <Button variant="default" loading={go.isPending} onClick={() => go.mutate('pause')}>
            {t('pause')}
          </Button>
        )}
        {row.state === 'paused' && (
          <Button loading={go.isPending} onClick={() => go.mutate('run')}>
            {t('resume')}
          </Button>
        )}
        {(row.state === 'running' || row.state === 'paused') && (
          <Button variant="default" disabled={go.isPending} onClick={() => go.mutate('cancel')}>
            {t('stop')}
          </Button>
        )}
      </div>
      {undoable && row.undoUntil != null && (
        <Alert variant="light" color="tide" icon={<Icon name="back" />} title={t('undo.title')}>
          <p>
            {t('undo.text', {
              until: momentOfYear(i18n.language, wallTime(zone, new Date(row.undoUntil))),
            })}
          </p>
          <Button variant="default" loading={go.isPending} onClick={() => go.mutate('undo')}>
            {t('undo.do')}
          </Button>
        </Alert>
      )}
    </section>
  );
}
