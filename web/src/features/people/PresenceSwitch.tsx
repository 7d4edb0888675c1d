import { Button, Menu } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { presenceQuery } from '../../api/people';
import type { Presence } from '../../api/types';
import { Icon } from '../../ui/Icon';
import classes from './People.module.css';
import { pauses, usePauseName } from './usePauseName';

/** How often a sign of life is given while somebody works. */
const beat = 60_000;

/** Says whether one is online, and changes it: online, a pause, offline. Keeps who works here online. */
export function PresenceSwitch() {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const presence = useQuery(presenceQuery).data;
  const pauseName = usePauseName();
  useSignsOfLife(presence?.state === 'online');
  const change = useMutation({
    mutationFn: (body: { online: boolean; why: string }) => bodyOf(api.PUT('/api/me/presence', { body })),
    onSuccess: (now) => queries.setQueryData(presenceQuery.queryKey, now),
  });
  if (presence === undefined) return null;
  const words = wordsOf(presence);
  const pausing = presence.state === 'offline' && presence.why !== '';
  const look =
    presence.state === 'online'
      ? `${classes.dot} ${classes.online}`
      : pausing
        ? `${classes.dot} ${classes.pausing}`
        : classes.dot;
  const item = (online: boolean, why: string, label: string) => {
    const now =
      presence.state !== 'unknown' && (presence.state === 'online') === online && presence.why === why;
    return (
      <Menu.Item
        key={why}
        aria-current={now}
        rightSection={now ? <Icon name="check" /> : null}
        onClick={() => change.mutate({ online, why })}
      >
        {label}
      </Menu.Item>
    );
  };
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<span className={look} />}
          loading={change.isPending}
          aria-label={t('presence.now', { state: words })}
        >
          <span className={classes.state}>{words}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {item(true, '', t('presence.online'))}
        <Menu.Label>{t('presence.pause')}</Menu.Label>
        {pauses.map((pause) => item(false, pause, pauseName(pause)))}
        <Menu.Divider />
        {item(false, '', t('presence.offline'))}
        {presence.idleMinutes !== null && presence.idleMinutes !== undefined && (
          <Menu.Label fw={400}>{t('presence.idleHint', { count: presence.idleMinutes })}</Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  );

  function wordsOf({ state, why }: Presence): string {
    if (state === 'online') return t('presence.online');
    if (state === 'unknown') return t('presence.unknown');
    return why === '' ? t('presence.offline') : t('presence.offlineWhy', { why: pauseName(why) });
  }
}

/** Tells the server now and then that somebody is at work here: after a key, a click or a move of the mouse. */
function useSignsOfLife(online: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (!online) return;
    let last = 0;
    const seen = () => {
      if (Date.now() - last < beat) return;
      last = Date.now();
      bodyOf(api.POST('/api/me/seen')).then(
        (now) => queries.setQueryData(presenceQuery.queryKey, now),
        () => {
          // The next sign of life tries again.
        },
      );
    };
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, seen, { passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, seen);
    };
  }, [online, queries]);
}
