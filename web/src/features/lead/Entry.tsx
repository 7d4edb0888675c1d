import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import type { JournalEntry } from '../../api/types';
import { tell } from '../../ui/explain';
import { fieldOf } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import { Told } from '../../ui/Told';
import { useAddressFields } from '../../ui/useAddressFields';
import { useMoment } from '../../ui/useZone';
import classes from './Journal.module.css';
import { eventWords } from './words';

interface Props {
  entry: JournalEntry;
  /** The hour at which it happened. */
  time: string;
  nameOf: (user: string) => string;
  /** What the lead is called. */
  title: string;
  /** Whether it says which lead it happened to. */
  linked: boolean;
}

/** One thing that happened. A decision is told in a sentence; the rest of its reasons opens. */
export function Entry({ entry, time, nameOf, title, linked }: Props) {
  const { t, i18n } = useTranslation('lead');
  const { t: task } = useTranslation('task');
  const language = i18n.language;
  const kind = entry.kind === 'lead-arrived' && entry.who != null ? 'lead-entered' : entry.kind;
  // A callback need not say more than that it is one.
  const text = entry.text || (entry.kind.startsWith('task-') ? task('kind.callback') : '');
  return (
    <li className={classes.entry} data-topic={entry.topic}>
      <span className={`quiet figures ${classes.time}`}>{time}</span>
      <div className={classes.what}>
        <p>
          {entry.who != null && (
            <>
              <bdi className={classes.who}>{nameOf(entry.who)}</bdi>{' '}
            </>
          )}
          <span className={entry.who == null ? classes.who : ''}>
            {eventWords({ ...entry, kind }, { t, language }, i18n.exists)}
          </span>
          {entry.activity !== '' && entry.activity !== 'lead-assigned' && (
            <span className="quiet"> · {t('journal.activity', { activity: entry.activity })}</span>
          )}
          {linked && entry.lead != null && (
            <>
              {' · '}
              <Link to="/leads/$id" params={{ id: entry.lead.id }}>
                <bdi>{title}</bdi>
              </Link>
            </>
          )}
        </p>
        {text !== '' && (
          <p className={classes.text}>
            <bdi>{text}</bdi>
          </p>
        )}
        {entry.changes.length > 0 && <Changes changes={entry.changes} nameOf={nameOf} />}
        {entry.decision !== null && (
          <Reasons explained={entry.decision.explained} title={title} nameOf={nameOf} />
        )}
      </div>
    </li>
  );
}

function Reasons({
  explained,
  title,
  nameOf,
}: Pick<Props, 'title' | 'nameOf'> & { explained: NonNullable<JournalEntry['decision']>['explained'] }) {
  const { t, i18n } = useTranslation('simulator');
  const { t: words } = useTranslation('journal');
  const [open, setOpen] = useState(false);
  const told = tell(explained, { t, language: i18n.language, lead: title, nameOf });
  const more = explained.candidates.length + explained.skipped.length > 0;
  return (
    <>
      {!open && <p className={classes.because}>{told.because}</p>}
      {more && (
        <UnstyledButton className={classes.why} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'up' : 'down'} size={12} /> {words(open ? 'less' : 'why')}
        </UnstyledButton>
      )}
      {open && (
        <div className={classes.told}>
          <Told explained={explained} lead={title} nameOf={nameOf} heading={null} />
        </div>
      )}
    </>
  );
}

/** How a zone was found is told beside the lead. */
const isTold = ({ field }: JournalEntry['changes'][number]) => field !== 'fields.zone_from';

function Changes({ changes, nameOf: personOf }: Pick<JournalEntry, 'changes'> & Pick<Props, 'nameOf'>) {
  const { t } = useTranslation('journal');
  const { t: task } = useTranslation('task');
  const moment = useMoment();
  const declared = (useQuery(settingsQuery('fields')).data ?? []).map(fieldOf);
  const known = [...useAddressFields(declared), ...declared];
  const own = new Map(known.map(({ id, name }) => [`fields.${id}`, name]));
  const nameOf = (field: string) =>
    own.get(field) ??
    (field.startsWith('fields.') ? field.slice('fields.'.length) : t(`field.${field as 'name'}`, field));
  const said = (value: unknown, field: string): string => {
    if (value === null || value === undefined || value === '') return '–';
    if (field === 'due') return moment(String(value));
    if (field === 'user') return personOf(String(value));
    if (field === 'kind') return task(`kind.${value as 'task'}`);
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    return Array.isArray(value) ? value.join(', ') || '–' : String(value);
  };
  return (
    <dl className={classes.changes}>
      {changes.filter(isTold).map(({ field, before, after }) => (
        <div key={field}>
          <dt>
            <bdi>{nameOf(field)}</bdi>
          </dt>
          <dd>
            <bdi className={classes.before}>{said(before, field)}</bdi>{' '}
            <span className={`turns-with-reading ${classes.arrow}`} aria-hidden="true">
              →
            </span>{' '}
            <bdi>{said(after, field)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
