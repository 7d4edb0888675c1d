import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import type { LeadSheet } from '../../api/types';
import { momentOfYear, wallTime } from '../../i18n/format';
import { fieldOf } from '../../ui/fields';
import { useZone } from '../../ui/useZone';
import classes from './Lead.module.css';

/** What is known of a lead. */
export function Facts({ sheet }: { sheet: LeadSheet }) {
  const { t, i18n } = useTranslation('lead');
  const zone = useZone();
  const { lead, fields } = sheet;
  const declared = useQuery(settingsQuery('fields')).data ?? [];
  const names = new Map(declared.map(fieldOf).map(({ id, name }) => [id, name]));
  const facts: [string, string][] = [
    [t('column.phone'), lead.phone],
    [t('column.email'), lead.email],
    [t('column.listing'), lead.listing?.name ?? ''],
    [t('column.rule'), lead.rule],
    ...Object.entries(fields).map(([key, value]): [string, string] => [
      names.get(key) ?? key,
      typeof value === 'boolean' ? t(value ? 'yes' : 'no') : String(value ?? ''),
    ]),
  ];
  if (sheet.consent != null) {
    const { text, at, origin } = sheet.consent;
    const when = momentOfYear(i18n.language, wallTime(zone, new Date(at)));
    facts.push([t('consent'), [text, when, origin].filter(Boolean).join(' · ')]);
  }
  const filled = facts.filter(([, value]) => value !== '');
  if (filled.length === 0) return null;
  return (
    <section className={classes.card}>
      <h2>{t('facts')}</h2>
      <dl className={classes.pairs}>
        {filled.map(([name, value]) => (
          <div key={name}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
