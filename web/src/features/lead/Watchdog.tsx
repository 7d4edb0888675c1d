import { Button, Loader, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchdogSheet, WatchedLead } from '../../api/types';
import { moment, wallTime, whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { Notice, ProblemNotice } from '../../ui/Notice';
import screen from '../../ui/Page.module.css';
import { useMoment, useZone } from '../../ui/useZone';
import classes from './Leads.module.css';
import { checkNow, watchdogQuery } from './queries';
import { states } from './search';
import { stateOf, titleOf } from './words';

/** Whether every open lead is taken care of: how many are in which state, who waits how long, and what went wrong. */
export function Watchdog() {
  const { t, i18n } = useTranslation('lead');
  const language = i18n.language;
  const zone = useZone();
  const ofYear = useMoment();
  const queries = useQueryClient();
  const sheet = useQuery(watchdogQuery);
  const check = useMutation({
    mutationFn: checkNow,
    onSuccess: (now) => queries.setQueryData(watchdogQuery.queryKey, now),
  });
  if (sheet.isError && sheet.data === undefined) return <ProblemNotice error={sheet.error} />;
  if (sheet.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const { astray, overdue, waiting, checkedAt, deskLate } = sheet.data;
  return (
    <div className={screen.page}>
      <header className={classes.head}>
        <h1>{t('watchdog.title')}</h1>
        <span className="quiet">
          {checkedAt == null
            ? t('watchdog.never')
            : t('watchdog.checked', { at: moment(language, wallTime(zone, new Date(checkedAt))) })}
        </span>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {t('watchdog.check')}
        </Button>
      </header>
      {check.isError && <ProblemNotice error={check.error} />}
      {deskLate && <Notice title={t('watchdog.late')}>{t('watchdog.lateText')}</Notice>}
      {astray.length > 0 ? (
        <Notice title={t('watchdog.astray', { count: astray.length })}>{t('watchdog.astrayText')}</Notice>
      ) : (
        <p className="quiet">
          <Icon name="check" size={14} /> {t('watchdog.good')}
        </p>
      )}
      <Counts sheet={sheet.data} />
      <Watched title={t('watchdog.astrayTitle')} leads={astray} last={t('watchdog.flawTitle')}>
        {({ flaw }) => t(`watchdog.flaw.${flaw as 'no-owner'}`)}
      </Watched>
      <Watched title={t('watchdog.overdue')} leads={overdue} last={t('watchdog.since')}>
        {({ alarmAt }) => (alarmAt == null ? '' : ofYear(alarmAt))}
      </Watched>
      <Watched title={t('watchdog.waiting')} leads={waiting} last={t('watchdog.alarm')}>
        {({ alarmAt }) => (alarmAt == null ? '' : ofYear(alarmAt))}
      </Watched>
    </div>
  );
}

function Counts({ sheet }: { sheet: WatchdogSheet }) {
  const { t, i18n } = useTranslation('lead');
  const counts = {
    assigned: sheet.assigned,
    offered: sheet.offered,
    waiting: sheet.waitingCount,
    unassigned: sheet.unassigned,
  };
  return (
    <dl className={screen.figures}>
      {states.map((state) => (
        <div key={state}>
          <dt>{t(`state.${state}`)}</dt>
          <dd className="figures">
            <Link to="/leads" search={{ columns: { state: [state] }, open: true }}>
              {whole(i18n.language, counts[state].value)}
              {counts[state].exact ? '' : '+'}
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface WatchedProps {
  title: string;
  leads: WatchedLead[];
  /** The heading of the last column, which `children` fills. */
  last: string;
  children: (watched: WatchedLead) => ReactNode;
}

function Watched({ title, leads, last, children }: WatchedProps) {
  const { t, i18n } = useTranslation('lead');
  const zone = useZone();
  const ofYear = useMoment();
  if (leads.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <div className={classes.tableScroll}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column.name')}</Table.Th>
              <Table.Th>{t('column.created')}</Table.Th>
              <Table.Th>{t('column.source')}</Table.Th>
              <Table.Th>{t('column.rule')}</Table.Th>
              <Table.Th>{t('column.state')}</Table.Th>
              <Table.Th>{last}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {leads.map((watched) => (
              <Table.Tr key={watched.lead.id}>
                <Table.Td>
                  <Link to="/leads/$id" params={{ id: watched.lead.id }}>
                    <bdi>{titleOf(watched.lead, t)}</bdi>
                  </Link>
                </Table.Td>
                <Table.Td>{ofYear(watched.lead.createdAt)}</Table.Td>
                <Table.Td>
                  <bdi>{watched.lead.source}</bdi>
                </Table.Td>
                <Table.Td>
                  <bdi>{watched.lead.rule}</bdi>
                </Table.Td>
                <Table.Td>{stateOf(watched.lead, { t, language: i18n.language, zone })}</Table.Td>
                <Table.Td>{children(watched)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
