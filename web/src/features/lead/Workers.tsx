import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadRow } from '../../api/types';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Colleagues } from './Colleagues';
import tile from './Lead.module.css';
import { setWorker } from './queries';
import classes from './Tasks.module.css';

/** Who works a lead beside its owner, where the company allows several: added and taken off one by one. */
export function Workers({ id, lead }: { id: string; lead: LeadRow }) {
  const { t } = useTranslation('task');
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  const change = useMutation({
    mutationFn: ({ user, on }: { user: string; on: boolean }) => setWorker(queries, id, user, on),
  });
  if (!lead.can.workers && lead.workers.length === 0) return null;
  // Whoever went on elsewhere meanwhile keeps the focus there.
  const back = () =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) add.current?.focus();
    });
  const leave = () => {
    setAdding(false);
    back();
  };
  return (
    <>
      <div className={classes.workers}>
        {lead.workers.map(({ key, name }) => (
          <span key={key} className={classes.worker}>
            <bdi>{name}</bdi>
            {lead.can.workers && (
              <Tooltip label={t('workers.remove')}>
                <ActionIcon
                  size={22}
                  aria-label={t('workers.removeThis', { name })}
                  disabled={change.isPending}
                  onClick={() => change.mutate({ user: key, on: false }, { onSuccess: back })}
                >
                  <Icon name="close" size={12} />
                </ActionIcon>
              </Tooltip>
            )}
          </span>
        ))}
        {lead.can.workers && !adding && (
          <Button ref={add} variant="subtle" size="compact-xs" onClick={() => setAdding(true)}>
            {t('workers.add')}
          </Button>
        )}
      </div>
      {adding && (
        <div className={tile.editing}>
          <Colleagues
            label={t('workers.pick')}
            without={[lead.assignee?.key ?? '', ...lead.workers.map(({ key }) => key)]}
            onGive={(user) => {
              change.mutate({ user, on: true });
              leave();
            }}
            onLeave={leave}
          />
          <Tooltip label={t('cancel')}>
            <ActionIcon aria-label={t('cancel')} onClick={leave}>
              <Icon name="close" />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      {change.isError && <ProblemNotice error={change.error} />}
    </>
  );
}
