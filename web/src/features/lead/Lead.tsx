import { Alert, Autocomplete, Button, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import { listenToLeads } from '../../api/live';
import { settingsQuery } from '../../api/people';
import type { LeadSheet } from '../../api/types';
import { momentOfYear, wallTime } from '../../i18n/format';
import { fieldOf } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Told } from '../../ui/Told';
import { useZone } from '../../ui/useZone';
import { ColleagueTile } from './ColleagueTile';
import { ContactCard } from './ContactCard';
import { Journal } from './Journal';
import classes from './Lead.module.css';
import { choicesQuery, type Deed, doWith, leadQuery } from './queries';
import { stateOf, titleOf } from './words';

const route = getRouteApi('/inside/leads/$id');

/** Does something with the lead shown. */
export function useDeed(id: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: (deed: Deed) => doWith(queries, id, deed) });
}

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
        <Facts sheet={sheet} />
      </div>
      <div className={classes.columns}>
        <div>
          <Decisions sheet={sheet} title={title} />
        </div>
        <div>
          {sheet.contact != null && <ContactCard contact={sheet.contact} />}
          <Journal id={id} sheet={sheet} />
        </div>
      </div>
    </div>
  );
}

/** A lead offered to the reader: who takes it first has it. */
function Offer({ id, sheet }: { id: string; sheet: LeadSheet }) {
  const { t } = useTranslation('lead');
  const deed = useDeed(id);
  const { can } = sheet.lead;
  if (!can.accept) return null;
  return (
    <Alert variant="light" icon={<Icon name="person" />} title={t('offer.title')}>
      {t('offer.text')}
      <div className={classes.buttons}>
        <Button loading={deed.isPending} onClick={() => deed.mutate({ kind: 'accept' })}>
          {t('offer.accept')}
        </Button>
        <Button variant="default" disabled={deed.isPending} onClick={() => deed.mutate({ kind: 'decline' })}>
          {t('offer.decline')}
        </Button>
      </div>
      {deed.isError && <ProblemNotice error={deed.error} />}
    </Alert>
  );
}

function StatusTile({ id, sheet }: { id: string; sheet: LeadSheet }) {
  const { t } = useTranslation('lead');
  const { lead } = sheet;
  const choices = useQuery(choicesQuery).data;
  const queries = useQueryClient();
  const deed = useDeed(id);
  const [status, setStatus] = useState(lead.status);
  useEffect(() => setStatus(lead.status), [lead.status]);
  // Enter saves, and so do the choice and the loss of the focus that come with it: once is enough.
  const sent = useRef('');
  const save = (wanted: string) => {
    const trimmed = wanted.trim();
    const change = `${lead.version} ${trimmed}`;
    if (trimmed !== '' && trimmed !== lead.status && change !== sent.current) {
      sent.current = change;
      deed.mutate(
        { kind: 'status', status: trimmed, version: lead.version },
        {
          onError: () => {
            sent.current = '';
          },
        },
      );
    }
  };
  return (
    <section className={classes.tile}>
      <h2>{t('column.status')}</h2>
      <Autocomplete
        aria-label={t('column.status')}
        description={lead.closed ? t('closed') : undefined}
        maxLength={60}
        data={choices?.statuses ?? []}
        value={status}
        disabled={!lead.can.status || deed.isPending}
        onChange={setStatus}
        onOptionSubmit={save}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setStatus(lead.status);
          if (event.key === 'Enter') save(status);
        }}
        onBlur={() => save(status)}
      />
      {deed.isError && (
        <ProblemNotice error={deed.error}>
          {slugOf(deed.error) === 'changed-meanwhile' && (
            <div>
              <Button
                variant="default"
                onClick={() => {
                  deed.reset();
                  void queries.invalidateQueries({ queryKey: leadQuery(id).queryKey });
                }}
              >
                {t('showCurrent')}
              </Button>
            </div>
          )}
        </ProblemNotice>
      )}
    </section>
  );
}

function Facts({ sheet }: { sheet: LeadSheet }) {
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
    <section className={`${classes.tile} ${classes.facts}`}>
      <h2>{t('facts')}</h2>
      <dl>
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

function Decisions({ sheet, title }: { sheet: LeadSheet; title: string }) {
  const { t } = useTranslation('lead');
  const names = new Map(sheet.people.map(({ key, name }) => [key, name]));
  return (
    <section className={classes.card}>
      <h2>{t('decisions.title')}</h2>
      {sheet.decisions.length === 0 && <p className="quiet">{t('decisions.none')}</p>}
      <ol className={classes.moves}>
        {sheet.decisions.map(({ id, explained }) => (
          <li key={id} className={classes.move}>
            <Told
              explained={explained}
              lead={title}
              nameOf={(user) => names.get(user) ?? user}
              heading={null}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
