import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explained } from '../../api/types';
import { isolated, moment } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Candidates } from './Candidates';
import type { Draft } from './draft';
import classes from './Explanation.module.css';
import { tell } from './explain';
import { explanationQuery } from './queries';

interface Props {
  settings: Draft;
  lead: string;
  names: ReadonlyMap<string, string>;
  /** Whether reading goes on here, where the table is out of sight. */
  takesFocus: boolean;
  onStep: (distance: number) => void;
  onClose: () => void;
}

/** Why a lead went where it went: every decision about it, each as sentences and as the table of its candidates. */
export function Explanation({ settings, lead, names, takesFocus, onStep, onClose }: Props) {
  const { t, i18n } = useTranslation('simulator');
  const begin = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) begin.current?.focus();
  }, [takesFocus]);
  return (
    <section ref={begin} tabIndex={-1} className={classes.panel} aria-labelledby="explanation">
      <header className={classes.head}>
        <h2 id="explanation">{t('explanation.title', { lead: isolated(i18n.language, lead) })}</h2>
        <Step label={t('explanation.previous')} icon="up" shortcut="K" onClick={() => onStep(-1)} />
        <Step label={t('explanation.next')} icon="down" shortcut="J" onClick={() => onStep(1)} />
        <Step label={t('explanation.close')} icon="close" shortcut="Esc" onClick={onClose} />
      </header>
      <div className={classes.body}>
        <Moves key={lead} settings={settings} lead={lead} names={names} />
      </div>
    </section>
  );
}

interface StepProps {
  label: string;
  icon: 'up' | 'down' | 'close';
  shortcut: string;
  onClick: () => void;
}

function Step({ label, icon, shortcut, onClick }: StepProps) {
  return (
    <Tooltip label={`${label} (${shortcut})`}>
      <ActionIcon aria-label={label} aria-keyshortcuts={shortcut} onClick={onClick}>
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}

function Moves({ settings, lead, names }: Pick<Props, 'settings' | 'lead' | 'names'>) {
  const { t } = useTranslation('simulator');
  const explanation = useQuery(explanationQuery(settings, lead));
  if (explanation.isError) return <ProblemNotice error={explanation.error} />;
  if (explanation.data === undefined) return <Loader size="sm" aria-label={t('explanation.loading')} />;
  const rows = explanation.data;
  return (
    <ol className={classes.moves}>
      {rows.map((explained, index) => (
        <Move
          key={`${explained.at} ${explained.rule} ${explained.user} ${explained.how}`}
          explained={explained}
          lead={lead}
          names={names}
          heading={rows.length > 1 ? t('explanation.move', { number: index + 1, total: rows.length }) : null}
        />
      ))}
    </ol>
  );
}

interface MoveProps {
  explained: Explained;
  lead: string;
  names: ReadonlyMap<string, string>;
  heading: string | null;
}

function Move({ explained, lead, names, heading }: MoveProps) {
  const { t, i18n } = useTranslation('simulator');
  const language = i18n.language;
  const nameOf = (user: string) => names.get(user) ?? user;
  const told = tell(explained, { t, language, lead, nameOf });
  return (
    <li className={classes.move}>
      <p className={classes.facts}>
        {heading !== null && <strong>{heading}</strong>}
        <span>{moment(language, explained.at)}</span>
        {explained.rule !== '' && (
          <span>{t('explanation.rule', { rule: isolated(language, explained.rule) })}</span>
        )}
        <span>{t(`how.${explained.how}`)}</span>
      </p>
      <p className={classes.because} aria-live="polite">
        {told.because}
      </p>
      {told.leftOut.length > 0 && (
        <ul className={classes.reasons}>
          {told.leftOut.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {explained.candidates.length > 0 && <Candidates explained={explained} nameOf={nameOf} />}
      {told.skipped.length > 0 && (
        <div className={classes.skipped}>
          <h3>{t('skipped.title')}</h3>
          {told.skipped.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </li>
  );
}
