import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listed } from '../../i18n/format';
import { ProblemNotice } from '../../ui/Notice';
import { listingQuery, type Of } from './journal';
import classes from './Lead.module.css';
import { LinkedLeads } from './LinkedLeads';
import { SheetHead } from './SheetHead';
import { Timeline } from './Timeline';
import { useLive } from './useLive';

const route = getRouteApi('/inside/listings/$key');

/** What leads are about: who is responsible for it, its leads, and all that happened to them. */
export function Listing() {
  const { key } = route.useParams();
  const { t, i18n } = useTranslation('journal');
  const { t: words } = useTranslation('lead');
  const listing = useQuery(listingQuery(key));
  const of: Of = { kind: 'listing', id: key };
  useLive(of);
  if (listing.isError && listing.data === undefined) {
    return (
      <div className={classes.page}>
        <ProblemNotice error={listing.error} />
      </div>
    );
  }
  if (listing.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const { name, responsibles } = listing.data;
  return (
    <div className={classes.page}>
      <SheetHead title={name} kind={words('column.listing')} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Timeline of={of} title={name} />
        </div>
        <div className={classes.column}>
          <section className={classes.card}>
            <h2>{t('responsible')}</h2>
            <p>
              {responsibles.length === 0 ? (
                <span className="quiet">{words('nobody')}</span>
              ) : (
                listed(
                  i18n.language,
                  responsibles.map((person) => person.name),
                )
              )}
            </p>
          </section>
          <LinkedLeads of={of} />
        </div>
      </div>
    </div>
  );
}
