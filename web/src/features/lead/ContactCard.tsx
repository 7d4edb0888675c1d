import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LeadSheet } from '../../api/types';
import { listed, momentOfYear, wallTime } from '../../i18n/format';
import { phoneOf } from '../../ui/phones';
import { useZone } from '../../ui/useZone';
import classes from './Lead.module.css';
import { choicesQuery } from './queries';
import { useSourceName } from './useSourceName';

/** The person behind the lead, whom they know here, and their other leads. */
export function ContactCard({ contact }: { contact: NonNullable<LeadSheet['contact']> }) {
  const { t, i18n } = useTranslation('lead');
  const language = i18n.language;
  const zone = useZone();
  const sourceName = useSourceName();
  const closed = new Set(useQuery(choicesQuery).data?.closed ?? []);
  return (
    <section className={classes.card}>
      <h2>
        <Link to="/contacts/$id" params={{ id: contact.id }}>
          {t('contact.title')}
        </Link>
      </h2>
      <dl className={classes.pairs}>
        {contact.name !== '' && <Pair name={t('column.name')} value={contact.name} />}
        {contact.phones.length > 0 && (
          <Pair name={t('column.phone')} value={contact.phones.map(phoneOf).join(', ')} />
        )}
        {contact.emails.length > 0 && <Pair name={t('column.email')} value={contact.emails.join(', ')} />}
        <Pair name={t('contact.owner')} value={contact.owner?.name ?? t('nobody')} />
        {contact.former.length > 0 && (
          <Pair
            name={t('contact.former')}
            value={listed(
              language,
              contact.former.map(({ name }) => name),
            )}
          />
        )}
      </dl>
      {contact.others.length > 0 && (
        <>
          <h3>{t('contact.others')}</h3>
          <ul className={classes.others}>
            {contact.others.map((other) => (
              <li key={other.id}>
                <Link to="/leads/$id" params={{ id: other.id }}>
                  {momentOfYear(language, wallTime(zone, new Date(other.createdAt)))}
                </Link>{' '}
                <bdi>{sourceName(other.source)}</bdi>{' '}
                <bdi className={closed.has(other.status) ? 'quiet' : ''}>{other.status}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
