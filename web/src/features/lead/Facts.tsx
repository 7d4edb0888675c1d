import { ActionIcon, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import type { LeadSheet } from '../../api/types';
import { FieldValue } from '../../ui/FieldValue';
import { fieldOf } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { useAddressFields } from '../../ui/useAddressFields';
import { useMoment, useZone } from '../../ui/useZone';
import { ZoneName } from '../../ui/ZoneName';
import { FactEditor } from './FactEditor';
import { type Fact, factGroups, factsOf, placeOf, typedOf } from './facts';
import classes from './Lead.module.css';

/** What is known of a lead, each to be corrected where it stands; what is empty opens. */
export function Facts({ id, sheet }: { id: string; sheet: LeadSheet }) {
  const { t } = useTranslation('journal');
  const { t: words } = useTranslation('lead');
  const zone = useZone();
  const moment = useMoment();
  const [editing, setEditing] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const own = (useQuery(settingsQuery('fields')).data ?? []).map(fieldOf);
  const declared = [...useAddressFields(own), ...own];
  const facts = factsOf(sheet, declared, (each) => words(`column.${each}`));
  const empty = facts.filter((fact) => !fact.field.required && typedOf(fact, sheet, zone) === '');
  const shown = facts.filter((fact) => all || editing === placeOf(fact) || !empty.includes(fact));
  const { lead, consent } = sheet;
  const row = (fact: Fact) => (
    <div key={placeOf(fact)} className={classes.fact}>
      <dt>
        <bdi>{fact.field.name}</bdi>
      </dt>
      {editing === placeOf(fact) ? (
        <dd>
          <FactEditor id={id} sheet={sheet} fact={fact} onLeave={() => setEditing(null)} />
        </dd>
      ) : (
        <dd className={classes.editing}>
          <Value fact={fact} sheet={sheet} />
          <ActionIcon
            size="sm"
            aria-label={t('facts.edit', { name: fact.field.name })}
            onClick={() => setEditing(placeOf(fact))}
          >
            <Icon name="pencil" size={14} />
          </ActionIcon>
        </dd>
      )}
    </div>
  );
  const [first, ...groups] = factGroups(shown);
  return (
    <section className={classes.card}>
      <h2>{words('facts')}</h2>
      <dl className={classes.facts}>
        {first.facts.map(row)}
        {lead.rule !== '' && <Told name={words('column.rule')} value={lead.rule} />}
        {consent != null && (
          <Told
            name={words('consent')}
            value={[consent.text, moment(consent.at), consent.origin].filter(Boolean).join(' · ')}
          />
        )}
      </dl>
      {groups.map(({ group, facts: inside }) => (
        <section key={group} className={classes.factGroup} aria-label={group}>
          <h3>
            <bdi>{group}</bdi>
          </h3>
          <dl className={classes.facts}>{inside.map(row)}</dl>
        </section>
      ))}
      {empty.length > 0 && (
        <Button size="compact-sm" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'facts.fewer' : 'facts.more')}
        </Button>
      )}
    </section>
  );
}

function Told({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}

function Value({ fact, sheet }: { fact: Fact; sheet: LeadSheet }) {
  const { t } = useTranslation('journal');
  const zone = useZone();
  const value = typedOf(fact, sheet, zone);
  const { listing } = sheet.lead;
  if (value === '') {
    return fact.field.required ? (
      <span className={classes.lacking}>{t('facts.lacking')}</span>
    ) : (
      <span className="quiet">–</span>
    );
  }
  if (fact.id === 'listing' && listing != null) {
    return (
      <Link to="/listings/$key" params={{ key: listing.key }}>
        <bdi>{listing.name}</bdi>
      </Link>
    );
  }
  if (fact.id === 'field' && fact.field.id === 'zone')
    return <ZoneName zone={value} from={sheet.fields.zone_from} />;
  return <FieldValue field={fact.field} value={value} />;
}
