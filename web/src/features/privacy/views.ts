export const privacyViews = ['people', 'periods', 'audit'] as const;
export type PrivacyView = (typeof privacyViews)[number];

export const auditGroups = ['all', 'seen', 'leads', 'settings', 'privacy', 'sign-ins'] as const;
export type AuditGroup = (typeof auditGroups)[number];

/** What the address says of the screen of personal data. */
export interface PrivacySearch {
  view?: PrivacyView;
  group?: AuditGroup;
  /** The key of whoever did it. */
  who?: string;
  /** The id of a lead or contact. */
  record?: string;
  /** Dates: the first and the last day. */
  from?: string;
  until?: string;
  /** The contact that is open. */
  contact?: string;
}

export function privacySearch(search: Record<string, unknown>): PrivacySearch {
  const view = privacyViews.find((each) => each === search.view);
  const group = auditGroups.find((each) => each === search.group);
  const { who, record, from, until, contact } = search;
  return {
    ...(view === undefined ? {} : { view }),
    ...(group === undefined || group === 'all' ? {} : { group }),
    ...(who === undefined || who === '' ? {} : { who: String(who) }),
    ...(record === undefined || record === '' ? {} : { record: String(record) }),
    ...(isDate(from) ? { from } : {}),
    ...(isDate(until) ? { until } : {}),
    ...(contact === undefined ? {} : { contact: String(contact) }),
  };
}

function isDate(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text);
}
