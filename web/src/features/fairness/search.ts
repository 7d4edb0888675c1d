export const fairnessViews = ['balances', 'next', 'coverage', 'corrections', 'verification'] as const;
export type FairnessView = (typeof fairnessViews)[number];

export const periods = ['this-month', 'last-month', '7', '30', '90', 'all'] as const;
export type Period = (typeof periods)[number];

/** What the address says of the fairness screen. */
export interface FairnessSearch {
  view?: FairnessView;
  period?: Period;
  /** The ledger that is looked at, as {@link ledgerKey} writes it. */
  ledger?: string;
  /** A day of the week whose coverage is shown. */
  week?: string;
  /** The id of a lead that shall not count. */
  lead?: string;
}

export function fairnessSearch(search: Record<string, unknown>): FairnessSearch {
  const view = fairnessViews.find((each) => each === search.view);
  const period = periods.find((each) => each === String(search.period));
  const { week } = search;
  return {
    ...(view === undefined || view === 'balances' ? {} : { view }),
    ...(period === undefined ? {} : { period }),
    ...(search.ledger === undefined ? {} : { ledger: String(search.ledger) }),
    ...(typeof week === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(week) ? { week } : {}),
    ...(search.lead === undefined ? {} : { lead: String(search.lead) }),
  };
}

/** A ledger's name in the address; a rule's own and a shared one of the same name are two. */
export function ledgerKey({ shared, name }: { shared: boolean; name: string }): string {
  return `${shared ? 'shared' : 'rule'}:${name}`;
}

/** The id of a lead from what people paste: its id, or the address of its page. */
export function leadIdIn(text: string): string {
  return (
    text
      .trim()
      .replace(/[?#].*$/, '')
      .split('/')
      .pop() ?? ''
  );
}
