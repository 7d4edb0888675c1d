import { ActionIcon, Button, Loader, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import type { Duty } from '../../api/types';
import { addDays, monthOf, period as periodWords, wallTime } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { dutyQuery } from './queries';
import classes from './Roster.module.css';
import { Timeline } from './Timeline';
import { periodOf, type Range, stepped } from './timeline';

/** Who works when over a week or a month: a line of time for each person. */
export function WhoIsOn() {
  const { t, i18n } = useTranslation('roster');
  const { t: words } = useTranslation('shell');
  const search = useSearch({ from: '/inside/roster' });
  const navigate = useNavigate();
  const session = useQuery(sessionQuery).data;
  const now = wallTime(session?.company.timezone ?? 'UTC');
  const range = search.range ?? 'week';
  const date = search.on ?? now.slice(0, 10);
  const period = periodOf(date, range, i18n.language);
  const duty = useQuery({ ...dutyQuery(period), refetchInterval: 60_000 });
  const show = (next: { on?: string; range?: Range }) =>
    void navigate({ to: '/roster', search: { ...search, ...next } });
  if (duty.isError) return <ProblemNotice error={duty.error} />;
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={t('duty.range')}
          value={range}
          data={[
            { value: 'week', label: t('duty.week') },
            { value: 'month', label: t('duty.month') },
          ]}
          onChange={(value) => show({ range: value as Range })}
        />
        <span className={classes.steps}>
          <ActionIcon
            aria-label={t('duty.before')}
            onClick={() => show({ on: stepped(date, range, -1, i18n.language) })}
          >
            <span className={classes.back}>
              <Icon name="down" />
            </span>
          </ActionIcon>
          <Button variant="subtle" color="gray" onClick={() => show({ on: undefined })}>
            {t('duty.today')}
          </Button>
          <ActionIcon
            aria-label={t('duty.after')}
            onClick={() => show({ on: stepped(date, range, 1, i18n.language) })}
          >
            <span className={classes.forth}>
              <Icon name="down" />
            </span>
          </ActionIcon>
        </span>
        <h1 className={classes.title} aria-live="polite">
          {range === 'week'
            ? periodWords(i18n.language, period.from, addDays(period.to, -1))
            : monthOf(i18n.language, period.from)}
        </h1>
        <span className={`quiet ${classes.end}`}>
          <bdi>{session?.company.timezone}</bdi>
        </span>
      </div>
      {duty.isPending && <Loader m="lg" size="sm" aria-label={words('grid.loading')} />}
      {duty.data !== undefined && (
        <Picture duty={duty.data} now={now} manages={session?.can.managePeople === true} />
      )}
    </div>
  );
}

function Picture({ duty, now, manages }: { duty: Duty; now: string; manages: boolean }) {
  const { t } = useTranslation('roster');
  const { rows, from, to } = duty;
  const scheduled = rows.some((row) => row.schedule !== null && row.schedule !== undefined);
  return (
    <>
      {!scheduled && manages && (
        <Blank
          title={t('duty.noneTitle')}
          action={
            <Link to="/roster" search={{ view: 'schedules', open: '' }}>
              {t('schedules.add')}
            </Link>
          }
        >
          {t('duty.noneText')}
        </Blank>
      )}
      <Timeline period={{ from, to }} rows={rows} now={now} />
      <ul className={classes.legend} aria-hidden="true">
        <li>
          <span className={`${classes.sample} ${classes.on}`} /> {t('duty.works')}
        </li>
        <li>
          <span className={`${classes.sample} ${classes.away}`} /> {t('duty.absent')}
        </li>
        <li>
          <span className={`${classes.sample} ${classes.holiday}`} /> {t('duty.holiday')}
        </li>
      </ul>
    </>
  );
}
