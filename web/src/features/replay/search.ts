/** What is tried stands in the address: which rules, and the first and last day. */
export interface ReplaySearch {
  rules?: string;
  from?: string;
  to?: string;
}

const day = /^\d{4}-\d\d-\d\d$/;

export function replaySearch(search: Record<string, unknown>): ReplaySearch {
  const rules = String(search.rules ?? '');
  return {
    ...(/^(draft|published|[1-9]\d{0,8})$/.test(rules) ? { rules } : {}),
    ...(typeof search.from === 'string' && day.test(search.from) ? { from: search.from } : {}),
    ...(typeof search.to === 'string' && day.test(search.to) ? { to: search.to } : {}),
  };
}

/** The month before the one of a day in company time. */
export function lastMonth(today: string): { from: string; to: string } {
  const first = new Date(`${today.slice(0, 7)}-01T00:00Z`);
  const last = new Date(first.getTime() - 86_400_000);
  const to = last.toISOString().slice(0, 10);
  return { from: `${to.slice(0, 7)}-01`, to };
}
