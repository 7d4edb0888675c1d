import { Button, Progress, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { decimal, whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { KeyCap } from '../../ui/KeyCap';
import pages from '../../ui/Page.module.css';
import classes from './Results.module.css';
import type { Run } from './run';

interface Props {
  run: Run;
  stale: boolean;
  onCancel: () => void;
  /** Shows only the rows that ended so. */
  onPick: (how: 'waiting' | 'unassigned') => void;
}

/** A run in a few figures and one sentence; while it runs, how far it is. */
export function SummaryStrip({ run, stale, onCancel, onPick }: Props) {
  const { t, i18n } = useTranslation('simulator');
  const { summary } = run;
  const figure = (value: number) => whole(i18n.language, value);
  if (run.phase === 'running') return <Running run={run} onCancel={onCancel} />;
  return (
    <div className={classes.strip}>
      {summary !== null && (
        <dl className={pages.figures}>
          <Figure name={t('summary.leads')} value={figure(summary.leads)} />
          <Figure
            name={t('summary.assigned')}
            value={figure(summary.leads - summary.waiting - summary.unassigned)}
          />
          <Figure
            name={t('summary.waiting')}
            value={figure(summary.waiting)}
            onPick={summary.waiting > 0 ? () => onPick('waiting') : null}
          />
          <Figure
            name={t('summary.unassigned')}
            value={figure(summary.unassigned)}
            onPick={summary.unassigned > 0 ? () => onPick('unassigned') : null}
          />
        </dl>
      )}
      <p className={classes.sentence} role="status">
        {summary !== null &&
          (summary.ledgers.length === 0
            ? t('summary.noShare')
            : t('summary.fair', { deviation: decimal(i18n.language, summary.largestDeviation) }))}
        {run.phase === 'cancelled' && t('summary.cancelled', { count: run.rows.length })}
        {stale && (
          <span className={classes.stale}>
            <Icon name="alert" size={14} /> {t('summary.stale')}
          </span>
        )}
      </p>
    </div>
  );
}

interface FigureProps {
  name: string;
  value: string;
  onPick?: (() => void) | null;
}

function Figure({ name, value, onPick = null }: FigureProps) {
  const { t } = useTranslation('simulator');
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">
        {onPick === null ? (
          value
        ) : (
          <UnstyledButton
            className={classes.pick}
            aria-label={t('summary.show', { name, value })}
            onClick={onPick}
          >
            {value}
          </UnstyledButton>
        )}
      </dd>
    </div>
  );
}

function Running({ run, onCancel }: { run: Run; onCancel: () => void }) {
  const { t, i18n } = useTranslation('simulator');
  const { done, total } = run.progress ?? { done: 0, total: 0 };
  const share = total === 0 ? 0 : (100 * done) / total;
  return (
    <div className={classes.strip}>
      <div className={classes.progress}>
        <Progress value={share} animated aria-label={t('running.label')} />
        <span className="figures quiet">
          {total === 0
            ? t('running.begin')
            : t('running.events', { done: whole(i18n.language, done), total: whole(i18n.language, total) })}
        </span>
      </div>
      <Button variant="default" leftSection={<Icon name="stop" size={14} />} onClick={onCancel}>
        {t('cancel')}
        <KeyCap>Esc</KeyCap>
      </Button>
    </div>
  );
}
