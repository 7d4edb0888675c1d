import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadSheet } from '../../api/types';
import { momentOfYear, wallTime } from '../../i18n/format';
import { ProblemNotice } from '../../ui/Notice';
import { useZone } from '../../ui/useZone';
import classes from './Lead.module.css';
import { useDeed } from './useDeed';
import { eventWords } from './words';

/** What happened to a lead, newest first, with a place to write down a call or a note: it counts as having worked. */
export function Journal({ id, sheet }: { id: string; sheet: LeadSheet }) {
  const { t, i18n } = useTranslation('lead');
  const language = i18n.language;
  const zone = useZone();
  const names = new Map(sheet.people.map(({ key, name }) => [key, name]));
  return (
    <section className={classes.card}>
      <h2>{t('journal.title')}</h2>
      <Note id={id} />
      <ol className={classes.events}>
        {sheet.events.map((event) => (
          <li key={`${event.at} ${event.kind} ${event.after} ${event.text}`}>
            <span className="quiet figures">
              {momentOfYear(language, wallTime(zone, new Date(event.at)))}
            </span>{' '}
            {event.who != null && (
              <>
                <bdi>{names.get(event.who) ?? event.who}</bdi>:{' '}
              </>
            )}
            {eventWords(event, { t, language }, i18n.exists)}
            {event.activity !== '' && event.activity !== 'lead-assigned' && (
              <span className="quiet"> · {t('journal.activity', { activity: event.activity })}</span>
            )}
            {event.text !== '' && <p className={classes.text}>{event.text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Note({ id }: { id: string }) {
  const { t } = useTranslation('lead');
  const deed = useDeed(id);
  const [text, setText] = useState('');
  const keep = (what: 'call' | 'note') =>
    deed.mutate({ kind: 'touch', what, text }, { onSuccess: () => setText('') });
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') keep('note');
  };
  return (
    <>
      <Textarea
        aria-label={t('journal.write')}
        placeholder={t('journal.write')}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <div className={classes.buttons}>
        <Button disabled={text.trim() === ''} loading={deed.isPending} onClick={() => keep('note')}>
          {t('journal.note')}
        </Button>
        <Button variant="default" disabled={deed.isPending} onClick={() => keep('call')}>
          {t('journal.call')}
        </Button>
      </div>
      {deed.isError && <ProblemNotice error={deed.error} />}
    </>
  );
}
