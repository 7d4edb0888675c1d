import type { Range } from './timeline';

export const rosterViews = ['duty', 'absences', 'schedules', 'teams', 'listings'] as const;
export type RosterView = (typeof rosterViews)[number];

/** What the address says of the roster's screen. */
export interface RosterSearch {
  view?: RosterView;
  range?: Range;
  /** A date in the period shown. */
  on?: string;
  /** The id of the schedule, team or listing that is open; empty for a new one. */
  open?: string;
}

export function rosterSearch(search: Record<string, unknown>): RosterSearch {
  const view = rosterViews.find((each) => each === search.view);
  const { on, open } = search;
  return {
    ...(view === undefined ? {} : { view }),
    ...(search.range === 'month' ? { range: 'month' as const } : {}),
    ...(typeof on === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(on) ? { on } : {}),
    ...(open === undefined ? {} : { open: String(open) }),
  };
}
