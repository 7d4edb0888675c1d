export const rulesViews = ['rules', 'history', 'company', 'file'] as const;

export type RulesView = (typeof rulesViews)[number];

/** The state of the screen that stands in its address: the view, and the rule that is open. */
export function rulesSearch(search: Record<string, unknown>): { view?: RulesView; rule?: string } {
  const view = rulesViews.find((each) => each === search.view);
  return {
    ...(view === undefined || view === 'rules' ? {} : { view }),
    ...(typeof search.rule === 'string' && search.rule !== '' ? { rule: search.rule } : {}),
  };
}
