import { Loader } from '@mantine/core';
import { usePrefetchInfiniteQuery, usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LeadSheet } from '../../api/types';
import { ProblemNotice } from '../../ui/Notice';
import { ColleagueTile } from './ColleagueTile';
import { Compose } from './Compose';
import { ContactCard } from './ContactCard';
import { Facts } from './Facts';
import { Files } from './Files';
import { journalQuery } from './journal';
import { KeySheet } from './KeySheet';
import classes from './Lead.module.css';
import { Neighbours } from './Neighbours';
import { Offer } from './Offer';
import { leadQuery } from './queries';
import { SheetHead } from './SheetHead';
import { SheetLine } from './SheetLine';
import { StatusTile } from './StatusTile';
import { Tasks } from './Tasks';
import { Timeline } from './Timeline';
import { leadTasksQuery } from './tasks';
import { useLive } from './useLive';
import { titleOf } from './words';

const route = getRouteApi('/inside/leads/$id');

/** One lead: who has it, what is known of it, what happened and why, and where one writes down what one did. */
export function Lead() {
  const { id } = route.useParams();
  const { t } = useTranslation('lead');
  const lead = useQuery(leadQuery(id));
  usePrefetchQuery(leadTasksQuery(id));
  usePrefetchInfiniteQuery(journalQuery({ kind: 'lead', id }, null, false));
  useLive({ kind: 'lead', id });
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
  const { t } = useTranslation('lead');
  const { lead } = sheet;
  const title = titleOf(lead, t);
  return (
    <div className={classes.page}>
      <SheetHead
        title={title}
        kind=""
        aside={
          <span className={classes.headEnd}>
            <Neighbours id={id} />
            <KeySheet of="lead" />
          </span>
        }
      >
        <SheetLine lead={lead} />
      </SheetHead>
      <Offer id={id} sheet={sheet} />
      <div className={classes.tiles}>
        <ColleagueTile id={id} lead={lead} />
        <StatusTile id={id} sheet={sheet} />
      </div>
      <div className={classes.columns}>
        <div className={classes.column}>
          <Compose id={id} />
          <Timeline of={{ kind: 'lead', id }} title={title} />
        </div>
        {/* The end column: a card each, most used first. */}
        <div className={classes.column}>
          <Tasks lead={id} />
          <Facts id={id} sheet={sheet} />
          {sheet.contact != null && <ContactCard contact={sheet.contact} />}
          <Files lead={id} />
        </div>
      </div>
    </div>
  );
}
