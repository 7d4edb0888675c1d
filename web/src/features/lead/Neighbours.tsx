import { ActionIcon, Tooltip } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { KeyCap } from '../../ui/KeyCap';
import classes from './Leads.module.css';
import { neighbour, openedFrom, placeIn } from './openedFrom';
import { useKeys } from './useKeys';

/** To the next and the previous lead of the list from which this one was opened. */
export function Neighbours({ id }: { id: string }) {
  const { t, i18n } = useTranslation('lists');
  const navigate = useNavigate();
  const list = openedFrom();
  const place = placeIn(list, id);
  const go = async (by: 1 | -1) => {
    const next = await neighbour(id, by);
    if (next !== null) void navigate({ to: '/leads/$id', params: { id: next } });
  };
  useKeys({ KeyJ: () => void go(1), KeyK: () => void go(-1) });
  if (list === null || place === null) return null;
  const last = place === list.ids.length && list.next === null;
  return (
    <span className={classes.neighbours}>
      <span className="quiet figures">{t('neighbours.place', { place: whole(i18n.language, place) })}</span>
      <Tooltip label={t('neighbours.previous')}>
        <ActionIcon aria-label={t('neighbours.previous')} disabled={place === 1} onClick={() => void go(-1)}>
          <KeyCap>K</KeyCap>
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('neighbours.next')}>
        <ActionIcon aria-label={t('neighbours.next')} disabled={last} onClick={() => void go(1)}>
          <KeyCap>J</KeyCap>
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
