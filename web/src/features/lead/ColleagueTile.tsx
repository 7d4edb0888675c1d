import { ActionIcon, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import type { LeadRow } from '../../api/types';
import { Icon } from '../../ui/Icon';
import { KeyCap } from '../../ui/KeyCap';
import { ProblemNotice } from '../../ui/Notice';
import { Colleagues } from './Colleagues';
import { HandBack } from './HandBack';
import classes from './Lead.module.css';
import { useDeed } from './useDeed';
import { useKeys } from './useKeys';
import { Workers } from './Workers';

/** Who takes care of a lead: everybody sees it, and everybody may give it to an active colleague or to nobody. */
export function ColleagueTile({ id, lead }: { id: string; lead: LeadRow }) {
  const { t } = useTranslation('lead');
  const deed = useDeed(id);
  const corrects = useQuery(sessionQuery).data?.can.rules === true;
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  useKeys({ KeyA: () => lead.can.assign && setEditing(true) });
  const leave = () => {
    setEditing(false);
    requestAnimationFrame(() => pencil.current?.focus());
  };
  const give = (user: string | null) => {
    deed.mutate({ kind: 'assign', user });
    leave();
  };
  const name = lead.assignee?.name;
  return (
    <section className={classes.tile} aria-busy={deed.isPending}>
      <h2>
        {t('column.assignee')} {lead.can.assign && <KeyCap>A</KeyCap>}
      </h2>
      {editing ? (
        <div className={classes.editing}>
          <Colleagues
            label={t('colleague.pick')}
            placeholder={name ?? t('colleague.pick')}
            without={[lead.assignee?.key ?? '']}
            onGive={give}
            onLeave={leave}
          />
          {name !== undefined && (
            <Tooltip label={t('colleague.clear')}>
              <ActionIcon color="red" aria-label={t('colleague.clear')} onClick={() => give(null)}>
                <Icon name="trash" />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={t('colleague.cancel')}>
            <ActionIcon aria-label={t('colleague.cancel')} onClick={leave}>
              <Icon name="close" />
            </ActionIcon>
          </Tooltip>
        </div>
      ) : (
        <div className={classes.editing}>
          <button
            type="button"
            className={classes.person}
            disabled={!lead.can.assign}
            onClick={() => setEditing(true)}
          >
            {name === undefined ? <span className="quiet">{t('nobody')}</span> : <bdi>{name}</bdi>}
          </button>
          {lead.can.assign && (
            <Tooltip label={t('colleague.edit')}>
              <ActionIcon ref={pencil} aria-label={t('colleague.edit')} onClick={() => setEditing(true)}>
                <Icon name="pencil" />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      )}
      <Workers id={id} lead={lead} />
      {lead.can.touch && !lead.closed && !editing && <HandBack id={id} />}
      {corrects && lead.assignee != null && (
        <Link to="/fairness" search={{ view: 'corrections', lead: id }}>
          {t('doesNotCount')}
        </Link>
      )}
      {deed.isError && <ProblemNotice error={deed.error} />}
    </section>
  );
}
