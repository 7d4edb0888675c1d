import type { TFunction } from 'i18next';
import type { JournalEntry, LeadRow } from '../../api/types';
import { isolated, until, wallTime } from '../../i18n/format';
import { phoneOf } from '../../ui/phones';

/** Who reads, and where the company's clock stands. */
export interface Reading {
  t: TFunction<'lead'>;
  language: string;
  zone: string;
}

/** What a lead is called in lists and headings: its name, else how to reach it. */
export function titleOf(lead: Pick<LeadRow, 'name' | 'phone' | 'email'>, t: TFunction<'lead'>): string {
  return lead.name || phoneOf(lead.phone) || lead.email || t('nameless');
}

/** Whether a lead has somebody, and if not why, in a few words. */
export function stateOf(lead: LeadRow, { t, language, zone }: Reading): string {
  const { why } = lead;
  const state = t(`state.${lead.state as 'waiting'}`);
  if (lead.closed || why == null) return lead.closed ? t('closed') : state;
  const parts = [state];
  if (why.kind === 'no-rule' || why.kind === 'by-hand') parts.push(t(`why.${why.kind}`));
  if (why.kind === 'nobody') {
    parts.push(why.reason === '' ? t('why.nobody') : t(`why.reason.${why.reason as 'full'}`));
  }
  if (why.until != null) {
    parts.push(t('why.until', { until: until(language, why.until, wallTime(zone)) }));
  }
  return parts.join(' · ');
}

/** What happened to a lead, by the kind of its event; a kind without words here is shown as it is. */
export function eventWords(
  { kind, before, after }: Pick<JournalEntry, 'kind' | 'before' | 'after'>,
  { t, language }: Pick<Reading, 't' | 'language'>,
  exists: (key: string) => boolean,
): string {
  if (!exists(`lead:event.${kind}`)) return kind;
  const known =
    before === '' || kind !== 'status-changed' ? (kind as 'lead-assigned') : 'status-changed-from';
  return t(`event.${known}`, { before: isolated(language, before), after: isolated(language, after) });
}
