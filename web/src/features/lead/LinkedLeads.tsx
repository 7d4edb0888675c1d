import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../ui/Notice';
import { useMoment } from '../../ui/useZone';
import { linkedQuery, type Of } from './journal';
import classes from './Lead.module.css';
import { useSourceName } from './useSourceName';

/** The leads of a contact or about a listing, newest first. */
export function LinkedLeads({ of }: { of: Of }) {
  const { t } = useTranslation('journal');
  const { t: words } = useTranslation('lead');
  const moment = useMoment();
  const sourceName = useSourceName();
  const linked = useInfiniteQuery(linkedQuery(of));
  const leads = linked.data?.pages.flatMap((page) => page.leads) ?? [];
  return (
    <section className={classes.card}>
      <h2>{t('leads')}</h2>
      {linked.isError && <ProblemNotice error={linked.error} />}
      {linked.isSuccess && leads.length === 0 && <p className="quiet">{t('noLeads')}</p>}
      <ul className={classes.others}>
        {leads.map((lead) => (
          <li key={lead.id} className={lead.closed ? 'quiet' : ''}>
            <Link to="/leads/$id" params={{ id: lead.id }}>
              <bdi>{lead.title || words('nameless')}</bdi>
            </Link>
            <span className="quiet">{moment(lead.createdAt)}</span>
            <bdi>{sourceName(lead.source)}</bdi>
            <bdi>{lead.status}</bdi>
            <bdi>{lead.assignee ?? words('nobody')}</bdi>
          </li>
        ))}
      </ul>
      {linked.hasNextPage && (
        <Button
          variant="default"
          loading={linked.isFetchingNextPage}
          onClick={() => void linked.fetchNextPage()}
        >
          {t('moreLeads')}
        </Button>
      )}
    </section>
  );
}
