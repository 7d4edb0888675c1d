import type { components } from '../../api/schema';
import type { LeadRow } from '../../api/types';

export type LeadThere = components['schemas']['LeadThere'];

/** Up to how many changed leads are counted. */
export const most = 100;

/** How many leads the server is asked about at once. */
const atOnce = 300;

/** How many wait to be asked about; while more change than that, they are not asked about one by one. */
const mostWaiting = 3_000;

/** The leads that the company's journal names and that are still to be asked about. */
export class Waiting {
  private readonly leads = new Set<string>();
  /** Whether some changed that will not be asked about. */
  lost = false;

  add(leads: string[], more: boolean): void {
    for (const lead of leads) {
      if (this.leads.size < mostWaiting) this.leads.add(lead);
      else this.lost = true;
    }
    this.lost ||= more;
  }

  /** The next to be asked about; none if nobody waits. */
  take(): string[] {
    const next = [...this.leads].slice(0, atOnce);
    for (const lead of next) this.leads.delete(lead);
    return next;
  }

  get size(): number {
    return this.leads.size;
  }
}

/** In which version leads are on the pages of a list as they would be read now; null for none of them. */
export type Known = ReadonlyMap<string, number | null>;

/** What is known after the server was asked about some leads. */
export function learnt(known: Known, asked: string[], there: LeadThere[]): Known {
  const versions = new Map(there.map(({ id, version }) => [id, version]));
  return new Map([...known, ...asked.map((id) => [id, versions.get(id) ?? null] as const)]);
}

/** How many rows changed, left the list or came into it. */
export function changedOf(known: Known, rows: LeadRow[]): number {
  if (known.size === 0) return 0;
  const shown = new Map(rows.map(({ id, version }) => [id, version]));
  let count = 0;
  for (const [id, version] of known) {
    const has = shown.get(id);
    if (has === undefined ? version !== null : version === null || version > has) count += 1;
  }
  return count;
}

/** The same found by reading the beginning of a list anew: how many at least, where the leads are not known by name. */
export function differing(was: LeadRow[], is: LeadRow[], totals: readonly [number, number] | null): number {
  const before = new Map(was.map(({ id, version }) => [id, version]));
  const now = new Set(is.map(({ id }) => id));
  const came = is.filter(({ id, version }) => (before.get(id) ?? -1) < version).length;
  // As many as came in at the beginning were pushed beyond its end, and are still in the list.
  const gone = was.filter(({ id }) => !now.has(id)).length;
  const moved = totals === null ? 0 : Math.abs(totals[1] - totals[0]);
  return Math.max(came, gone, moved);
}
