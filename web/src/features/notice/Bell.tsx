import { Button, Popover } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listenToNotices } from '../../api/live';
import { wallTime } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import { NoticeLine } from './NoticeLine';
import classes from './Notices.module.css';
import { markRead, type Notice, noticesQuery } from './queries';
import { Toast } from './Toast';
import { useTitleBadge } from './useTitleBadge';

/** The bell of the top bar: how many notices are unread, a panel with them, and the newest one for a moment. */
export function Bell() {
  const { t } = useTranslation('notice');
  const queries = useQueryClient();
  const list = useInfiniteQuery(noticesQuery);
  const [open, setOpen] = useState(false);
  useEffect(
    () => listenToNotices(() => void queries.invalidateQueries({ queryKey: noticesQuery.queryKey })),
    [queries],
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const unread = list.data?.pages[0]?.unread ?? { value: 0, exact: true };
  const figure = unread.exact ? String(unread.value) : `${unread.value}+`;
  useTitleBadge(unread.value === 0 ? '' : figure);
  const label = unread.value === 0 ? t('bell') : t('bellUnread', { count: unread.value, figure });
  return (
    <>
      <Popover opened={open} onChange={setOpen} position="bottom-end" width={400} trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="subtle"
            color="gray"
            px="xs"
            className={classes.bell}
            aria-label={label}
            onClick={() => setOpen(!open)}
          >
            <Icon name="bell" size={18} />
            {unread.value > 0 && (
              <span className={classes.badge} aria-hidden="true">
                {figure}
              </span>
            )}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.panel} aria-label={t('title')}>
          <header className={classes.head}>
            <h2>{t('title')}</h2>
            {unread.value > 0 && rows[0] !== undefined && (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => void markRead(queries, { until: rows[0]?.at ?? '' })}
              >
                {t('markAll')}
              </Button>
            )}
            <Link to="/account" hash="notices" onClick={() => setOpen(false)}>
              {t('choices.open')}
            </Link>
          </header>
          {list.isError && <ProblemNotice error={list.error} />}
          {list.isSuccess && rows.length === 0 && <p className="quiet">{t('empty')}</p>}
          <Days rows={rows} onGone={() => setOpen(false)} />
          {list.hasNextPage && (
            <Button
              variant="default"
              fullWidth
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('more')}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
      <Toast rows={rows} loaded={list.isSuccess} hidden={open} />
    </>
  );
}

/** Notices of today, and those before. */
function Days({ rows, onGone }: { rows: Notice[]; onGone: () => void }) {
  const { t } = useTranslation('notice');
  const zone = useZone();
  const today = wallTime(zone).slice(0, 10);
  const isToday = ({ at }: Notice) => wallTime(zone, new Date(at)).startsWith(today);
  const days = [
    { name: 'today', notices: rows.filter(isToday) },
    { name: 'earlier', notices: rows.filter((row) => !isToday(row)) },
  ] as const;
  return days
    .filter(({ notices }) => notices.length > 0)
    .map(({ name, notices }) => (
      <section key={name} aria-labelledby={`notices-${name}`}>
        <h3 id={`notices-${name}`} className={`quiet ${classes.day}`}>
          {t(name)}
        </h3>
        <ul className={classes.lines}>
          {notices.map((notice) => (
            <li key={notice.id}>
              <NoticeLine notice={notice} onGone={onGone} />
            </li>
          ))}
        </ul>
      </section>
    ));
}
