import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { Views } from '../../ui/Views';
import { Absences } from './Absences';
import { Groups } from './Groups';
import { Schedules } from './Schedules';
import { type RosterView, rosterViews } from './views';
import { WhoIsOn } from './WhoIsOn';

const shown: Record<RosterView, ReactNode> = {
  duty: <WhoIsOn />,
  absences: <Absences />,
  schedules: <Schedules />,
  teams: <Groups key="teams" section="teams" />,
  listings: <Groups key="listings" section="listings" />,
};

/** Who works when, and what that follows from: schedules, absences, teams, listings. */
export function Roster() {
  const { t } = useTranslation('roster');
  const search = useSearch({ from: '/inside/roster' });
  const navigate = useNavigate();
  const manages = useQuery(sessionQuery).data?.can.managePeople === true;
  const views = rosterViews.filter((view) => manages || view === 'duty' || view === 'absences');
  return (
    <Views
      views={views}
      labelOf={(view) => t(`view.${view}`)}
      shown={shown}
      open={views.find((each) => each === search.view) ?? 'duty'}
      onOpen={(view) =>
        void navigate({ to: '/roster', search: { ...search, view: view === 'duty' ? undefined : view } })
      }
    />
  );
}
