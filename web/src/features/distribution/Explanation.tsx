import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explained } from '../../api/types';
import { isolated } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Told } from '../../ui/Told';
import type { Draft } from './draft';
import classes from './Explanation.module.css';
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
  const nameOf = (user: string) => names.get(user) ?? user;
  return (
    <li className={classes.move}>
      <Told explained={explained} lead={lead} nameOf={nameOf} heading={heading} />
    </li>
  );
}
