import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Section, settingsQuery } from '../../api/people';
import { Blank } from '../../ui/Blank';
import { ProblemNotice } from '../../ui/Notice';
import classes from './Roster.module.css';
import { ScheduleEditor } from './ScheduleEditor';

/** The schedules of the company: choose one beside, edit it here. */
export function Schedules() {
  const { t } = useTranslation('roster');
  const { open } = useSearch({ from: '/inside/roster' });
  const schedules = useQuery(settingsQuery('schedules'));
  const [saved, setSaved] = useState('');
  if (schedules.isError) return <ProblemNotice error={schedules.error} />;
  if (schedules.data === undefined) return null;
  const current = schedules.data.find((each) => each.key === open);
  return (
    <div className={`${classes.page} ${classes.split}`}>
      <Choice section="schedules" keys={schedules.data.map((each) => each.key)} add={t('schedules.add')} />
      {open === '' && <ScheduleEditor key="new" schedule={null} saved={false} onSaved={setSaved} />}
      {current !== undefined && (
        <ScheduleEditor
          key={`${current.key} ${current.version}`}
          schedule={current}
          saved={saved === current.key}
          onSaved={setSaved}
        />
      )}
      {open !== '' && current === undefined && (
        <Blank
          title={schedules.data.length === 0 ? t('schedules.noneTitle') : t('schedules.chooseTitle')}
          action={
            <Link to="/roster" search={{ view: 'schedules', open: '' }}>
              {t('schedules.add')}
            </Link>
          }
        >
          {t('schedules.chooseText')}
        </Blank>
      )}
    </div>
  );
}

interface ChoiceProps {
  section: Section & ('schedules' | 'teams' | 'listings');
  keys: string[];
  /** What they are called, where that is not their key. */
  names?: Map<string, string>;
  /** What a new one is called. */
  add: string;
}

/** The ids of a section as links, the open one marked, and the way to a new one. */
export function Choice({ section, keys, names, add }: ChoiceProps) {
  const { t } = useTranslation('roster');
  return (
    <nav aria-label={t(`view.${section}`)}>
      <h1 className="spoken">{t(`view.${section}`)}</h1>
      <ul className={classes.choice}>
        {keys.map((key) => (
          <li key={key}>
            <Link to="/roster" search={{ view: section, open: key }}>
              <bdi>{names?.get(key) ?? key}</bdi>
            </Link>
          </li>
        ))}
        <li>
          <Link to="/roster" search={{ view: section, open: '' }}>
            + {add}
          </Link>
        </li>
      </ul>
    </nav>
  );
}
