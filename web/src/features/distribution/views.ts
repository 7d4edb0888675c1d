export const views = ['assignments', 'fairness', 'coverage'] as const;

export type View = (typeof views)[number];

/** What the simulator's address says: the view shown, and the number of the row whose explanation is open. */
export interface SimulatorSearch {
  view?: View;
  row?: number;
}

export function simulatorSearch(search: Record<string, unknown>): SimulatorSearch {
  const view = views.find((each) => each === search.view);
  const row = Number(search.row);
  return {
    ...(view && view !== 'assignments' ? { view } : {}),
    ...(Number.isInteger(row) && row > 0 ? { row } : {}),
  };
}
