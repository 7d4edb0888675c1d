import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { Absences } from './Absences';
import { Groups } from './Groups';
import classes from './Roster.module.css';
import { Schedules } from './Schedules';
import { type RosterView, rosterViews } from './views';
import { WhoIsOn } from './WhoIsOn';

/** Who works when, and what that follows from: schedules, absences, teams, listings. */
export function Roster() {
  const { t } = useTranslation('roster');
  const search = useSearch({ from: '/inside/roster' });
  const navigate = useNavigate();
  const manages = useQuery(sessionQuery).data?.can.managePeople === true;
  const views = rosterViews.filter((view) => manages || view === 'duty' || view === 'absences');
  const view = views.find((each) => each === search.view) ?? 'duty';
  const open = (next: string | null) =>
    void navigate({
      to: '/roster',
      search: { ...search, view: next === 'duty' ? undefined : (next as RosterView) },
    });
  return (
    <Tabs value={view} onChange={open} keepMounted={false} className={classes.tabs}>
      <Tabs.List className={classes.list}>
        {views.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`view.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="duty">
        <WhoIsOn />
      </Tabs.Panel>
      <Tabs.Panel value="absences">
        <Absences />
      </Tabs.Panel>
      <Tabs.Panel value="schedules">
        <Schedules />
      </Tabs.Panel>
      <Tabs.Panel value="teams">
        <Groups key="teams" section="teams" />
      </Tabs.Panel>
      <Tabs.Panel value="listings">
        <Groups key="listings" section="listings" />
      </Tabs.Panel>
    </Tabs>
  );
}
