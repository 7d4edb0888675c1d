import { Alert, Button, Loader, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { HowFar } from '../../ui/HowFar';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import screen from '../../ui/Page.module.css';
import { useMoment } from '../../ui/useZone';
import { ChangePreview } from './ChangePreview';
import { Left } from './Left';
import classes from './Moves.module.css';
import { PlanForm } from './PlanForm';
import { Preview } from './Preview';
import { type BulkSheet, bulkKey, bulkQuery, isBusy, type Step, step } from './queries';
import { deedOf, stateWord, titleOf } from './words';

const route = getRouteApi('/inside/bulk/$id');

/** Something that is done with many leads: what each would get, how far it is, and the way back. */
export function Bulk() {
  const { id } = route.useParams();
  const { t, i18n } = useTranslation('moves');
  const { t: words } = useTranslation('bulk');
  const sheet = useQuery({
    ...bulkQuery(id),
    refetchInterval: ({ state }) => (state.data !== undefined && isBusy(state.data.row.state) ? 700 : false),
  });
  if (sheet.isError) return <ProblemNotice error={sheet.error} />;
  if (sheet.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const { row } = sheet.data;
  const early = row.state === 'planning' || row.state === 'planned';
  return (
    <div className={screen.page}>
      <header>
        <Link to="/bulk" className={screen.back}>
          <Icon name="back" size={14} /> {t('back')}
        </Link>
        <h1>{deedOf(row, words, i18n.language)}</h1>
        <p className="quiet">
          {titleOf(row, t, i18n.language)}
          {sheet.data.total > 0 && (
            <> · {t('total', { count: sheet.data.total, figure: whole(i18n.language, sheet.data.total) })}</>
          )}{' '}
          · <span role="status">{stateWord(row, t, i18n.language)}</span>
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
      {row.action === 'hand-over' && row.state !== 'planning' && <Preview sheet={sheet.data} />}
      {row.action !== 'hand-over' && row.state === 'planned' && <ChangePreview sheet={sheet.data} />}
      {row.state !== 'planning' && (row.action === 'hand-over' || row.state !== 'planned') && (
        <Left sheet={sheet.data} />
      )}
    </div>
  );
}

function useStep({ row, open }: BulkSheet) {
  const queries = useQueryClient();
  const { id } = row;
  return useMutation({
    mutationFn: (what: Step) => step(id, what, open),
    onSuccess: (sheet) => {
      queries.setQueryData(bulkQuery(id).queryKey, sheet);
      void queries.invalidateQueries({ queryKey: bulkKey, refetchType: 'none' });
      void queries.invalidateQueries({ queryKey: bulkQuery(id).queryKey });
    },
  });
}

/** From more leads than these, whoever runs it types how many they are. */
const many = 10_000;

/** How it is to be done; what is planned can be run. */
function Planning({ sheet }: { sheet: BulkSheet }) {
  const { t, i18n } = useTranslation('moves');
  const { t: words } = useTranslation('bulk');
  const { row } = sheet;
  const moves = row.action === 'hand-over';
  const go = useStep(sheet);
  const [dirty, setDirty] = useState(false);
  const [typed, setTyped] = useState<number | string>('');
  const planning = row.state === 'planning';
  const moving = sheet.open - sheet.skip.reduce((sum, { leads }) => sum + leads, 0);
  const count = row.state === 'planned' ? moving : sheet.open;
  const figure = whole(i18n.language, count);
  const sure = sheet.open <= many || typed === sheet.open;
  return (
    <>
      {moves && !row.finding && <PlanForm key={row.id} sheet={sheet} onDirty={setDirty} />}
      {moves && sheet.stale && <Notice title={t('stale.title')}>{t('stale.text')}</Notice>}
      {planning && <HowFar done={row.done} of={row.todo} busy label={stateWord(row, t, i18n.language)} />}
      {!planning && sheet.open > many && (
        <NumberInput
          className={classes.sure}
          label={words('sure', { figure: whole(i18n.language, sheet.open) })}
          description={words('sureHint')}
          allowDecimal={false}
          hideControls
          value={typed}
          onChange={setTyped}
        />
      )}
      {go.isError && <ProblemNotice error={go.error} />}
      <div className={screen.buttons}>
        {!planning && (
          <Button
            disabled={dirty || count === 0 || !sure}
            loading={go.isPending}
            onClick={() => go.mutate('run')}
          >
            {moves ? t('run', { count, figure }) : words('run', { count, figure })}
          </Button>
        )}
        <Button variant="default" disabled={go.isPending} onClick={() => go.mutate('cancel')}>
          {moves ? t('cancel') : words('giveUp')}
        </Button>
        {!planning && <span className="quiet">{t('runHint')}</span>}
      </div>
    </>
  );
}

function UnderWay({ sheet }: { sheet: BulkSheet }) {
  const { t, i18n } = useTranslation('moves');
  const { row } = sheet;
  const go = useStep(sheet);
  const moment = useMoment();
  const undoable =
    (row.state === 'done' || row.state === 'cancelled') &&
    row.moved > 0 &&
    row.undoUntil != null &&
    new Date(row.undoUntil) > new Date();
  return (
    <section className={classes.progress} aria-busy={isBusy(row.state)}>
      {(isBusy(row.state) || row.state === 'paused') && (
        <HowFar
          done={row.done}
          of={row.todo}
          busy={isBusy(row.state)}
          label={stateWord(row, t, i18n.language)}
        />
      )}
      {go.isError && <ProblemNotice error={go.error} />}
      <div className={screen.buttons}>
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
            {t(row.action === 'hand-over' ? 'undo.text' : 'undo.change', {
              until: moment(row.undoUntil),
            })}
          </p>
          <Button variant="default" loading={go.isPending} onClick={() => go.mutate('undo')}>
            {t(row.action === 'hand-over' ? 'undo.do' : 'undo.again')}
          </Button>
        </Alert>
      )}
    </section>
  );
}
