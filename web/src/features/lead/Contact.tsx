import { Button, Loader, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '../../api/client';
import { sessionQuery } from '../../api/session';
import type { ContactSheet } from '../../api/types';
import { listed } from '../../i18n/format';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Phone } from '../../ui/Phone';
import { changeContact, contactQuery, type Of } from './journal';
import classes from './Lead.module.css';
import { LinkedLeads } from './LinkedLeads';
import { SheetHead } from './SheetHead';
import { Timeline } from './Timeline';
import { useLive } from './useLive';

const route = getRouteApi('/inside/contacts/$id');

/** The person behind leads: how to reach them, whom they know here, their leads, and all that happened. */
export function Contact() {
  const { id } = route.useParams();
  const { t } = useTranslation('lead');
  const contact = useQuery(contactQuery(id));
  const can = useQuery(sessionQuery).data?.can;
  const of: Of = { kind: 'contact', id };
  useLive(of);
  if (contact.isError && contact.data === undefined) {
    return (
      <div className={classes.page}>
        <ProblemNotice error={contact.error} />
      </div>
    );
  }
  if (contact.data === undefined) return <Loader m="lg" size="sm" aria-label={t('loading')} />;
  const { name, phones, emails } = contact.data;
  const title = name || phones[0] || emails[0] || t('nameless');
  return (
    <div className={classes.page}>
      <SheetHead title={title} kind={t('contact.title')} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Timeline of={of} title={title} />
        </div>
        <div className={classes.column}>
          <Reach key={id} id={id} contact={contact.data} />
          <LinkedLeads of={of} />
          {can?.personalData && (
            <Link to="/privacy" search={{ contact: id }}>
              {t('personalData')}
            </Link>
          )}
        </div>
      </div>
    </div>
  );
}

function Reach({ id, contact }: { id: string; contact: ContactSheet }) {
  const { t, i18n } = useTranslation('lead');
  const { t: words } = useTranslation('journal');
  const [editing, setEditing] = useState(false);
  if (editing) return <Editor id={id} contact={contact} onLeave={() => setEditing(false)} />;
  return (
    <section className={classes.card}>
      <h2>{t('contact.title')}</h2>
      <dl className={classes.facts}>
        <div className={classes.fact}>
          <dt>{t('column.name')}</dt>
          <dd>
            <bdi>{contact.name || '–'}</bdi>
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t('column.phone')}</dt>
          <dd className={classes.stacked}>
            {contact.phones.length === 0 && '–'}
            {contact.phones.map((phone) => (
              <a key={phone} href={`tel:${phone}`}>
                <Phone value={phone} />
              </a>
            ))}
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t('column.email')}</dt>
          <dd className={classes.stacked}>
            {contact.emails.length === 0 && '–'}
            {contact.emails.map((email) => (
              <a key={email} href={`mailto:${email}`}>
                <bdi>{email}</bdi>
              </a>
            ))}
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>{t('contact.owner')}</dt>
          <dd>
            <bdi>{contact.owner?.name ?? t('nobody')}</bdi>
          </dd>
        </div>
        {contact.former.length > 0 && (
          <div className={classes.fact}>
            <dt>{t('contact.former')}</dt>
            <dd>
              {listed(
                i18n.language,
                contact.former.map(({ name }) => name),
              )}
            </dd>
          </div>
        )}
      </dl>
      <Button
        variant="default"
        leftSection={<Icon name="pencil" size={14} />}
        onClick={() => setEditing(true)}
      >
        {words('contact.edit')}
      </Button>
    </section>
  );
}

function Editor({ id, contact, onLeave }: { id: string; contact: ContactSheet; onLeave: () => void }) {
  const { t } = useTranslation('lead');
  const { t: words } = useTranslation('journal');
  const queries = useQueryClient();
  const [name, setName] = useState(contact.name);
  const [phones, setPhones] = useState(contact.phones);
  const [emails, setEmails] = useState(contact.emails);
  const change = useMutation({
    mutationFn: () => changeContact(id, contact.version, { name, phones, emails }),
    onSuccess: (kept) => {
      queries.setQueryData(contactQuery(id).queryKey, kept);
      void queries.invalidateQueries({ queryKey: ['journal', 'contact', id] });
      onLeave();
    },
    onError: (error) => {
      if (slugOf(error) === 'changed-meanwhile') {
        void queries.invalidateQueries({ queryKey: contactQuery(id).queryKey });
      }
    },
  });
  const flaws = useFieldFlaws(change.error);
  const conflict = slugOf(change.error) === 'changed-meanwhile';
  const worded = ['name', 'phones', 'emails'].some((field) => flaws(field) !== null);
  return (
    <form
      className={`${classes.card} ${classes.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <h2>{words('contact.edit')}</h2>
      <TextInput
        label={t('column.name')}
        maxLength={200}
        dir="auto"
        value={name}
        error={flaws('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TagsInput label={t('column.phone')} value={phones} error={flaws('phones')} onChange={setPhones} />
      <TagsInput label={t('column.email')} value={emails} error={flaws('emails')} onChange={setEmails} />
      <p className="quiet">{words('contact.hint')}</p>
      {change.isError && !worded && (
        <ProblemNotice error={change.error}>
          {conflict && (
            <p>
              {words('facts.theirs')}:{' '}
              <bdi>{[contact.name, ...contact.phones, ...contact.emails].filter(Boolean).join(' · ')}</bdi>
            </p>
          )}
        </ProblemNotice>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={change.isPending}>
          {words(conflict ? 'facts.keepMine' : 'contact.save')}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {words('cancel')}
        </Button>
      </div>
    </form>
  );
}
