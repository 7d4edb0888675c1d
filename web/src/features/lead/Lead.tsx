import { Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { listenToLeads } from '../../api/live';
import type { LeadSheet } from '../../api/types';
import { momentOfYear, wallTime } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import { ColleagueTile } from './ColleagueTile';
import { ContactCard } from './ContactCard';
import { Decisions } from './Decisions';
import { Facts } from './Facts';
import { Journal } from './Journal';
import classes from './Lead.module.css';
import { Offer } from './Offer';
import { leadQuery } from './queries';
import { StatusTile } from './StatusTile';
import { stateOf, titleOf } from './words';

const route = getRouteApi('/inside/leads/$id');

/** One lead: who has it, what it is, why it went where it went, and what happened since. */
export function Lead() {
  const { id } = route.useParams();
  const { t } = useTranslation('lead');
  const queries = useQueryClient();
  const lead = useQuery(leadQuery(id));
  useEffect(
    () =>
      listenToLeads(({ leads, more }) => {
        if (more || leads.includes(id)) void queries.invalidateQueries({ queryKey: leadQuery(id).queryKey });
      }),
    [id, queries],
  );
  if (lead.isError && lead.data === undefined) {
    return (
      <div className={classes.page}>
        <ProblemNotice error={lead.error} />
        <Link to="/leads">{t('backToList')}</Link>
      </div>
    );
  }
  if (lead.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  return <Sheet key={id} id={id} sheet={lead.data} />;
}

function Sheet({ id, sheet }: { id: string; sheet: LeadSheet }) {
  const { t, i18n } = useTranslation('lead');
  const language = i18n.language;
  const zone = useZone();
  const { lead } = sheet;
  const title = titleOf(lead, t);
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · Fairlead`;
    return () => {
      document.title = before;
    };
  }, [title]);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Link to="/leads" className={classes.back}>
          <Icon name="back" size={14} /> {t('backToList')}
        </Link>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <p className={`quiet ${classes.line}`}>
          <span>{momentOfYear(language, wallTime(zone, new Date(lead.createdAt)))}</span>
          {lead.source !== '' && <bdi>{lead.source}</bdi>}
          <span className={lead.assignee == null && !lead.closed ? 'alert' : ''}>
            {stateOf(lead, { t, language, zone })}
          </span>
        </p>
      </header>
      <Offer id={id} sheet={sheet} />
      <div className={classes.tiles}>
        <ColleagueTile id={id} lead={lead} />
        <StatusTile id={id} sheet={sheet} />
      </div>
      <div className={classes.columns}>
        <div className={classes.column}>
          <Journal id={id} sheet={sheet} />
          <Decisions sheet={sheet} title={title} />
        </div>
        {/* The end column: a card each, most used first. */}
        <div className={classes.column}>
          <Facts sheet={sheet} />
          {sheet.contact != null && <ContactCard contact={sheet.contact} />}
        </div>
      </div>
    </div>
  );
}
