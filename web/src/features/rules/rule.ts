/** Entries of a window: the days ("mon-fri" or a list), the hours, and whether a night runs to the next listed day. */
export interface WindowEntry {
  days?: string | string[];
  hours?: string;
  until?: 'next-listed-day';
}

export interface Caps {
  day?: number;
  week?: number;
  month?: number;
  open?: number;
}

/** A user or a team, with a share of the leads and limits of their own. */
export interface Candidate {
  user?: string;
  team?: string;
  weight?: number;
  caps?: Caps;
}

export type Otherwise = string | { user: string };

export interface Redistribute {
  after?: string;
  times?: number;
  clock?: string;
}

/** A rule in the form of the settings file; what is left out has its default. */
export interface Rule {
  id: string;
  was?: string;
  when?: string;
  window?: WindowEntry[];
  candidates?: Candidate[];
  'listing-responsibles'?: boolean;
  skills?: string[];
  strategy?: string;
  ledger?: string;
  presence?: string;
  absences?: string;
  'absence-lookahead'?: number;
  'after-absence'?: string;
  known?: string;
  'set-owner'?: string;
  target?: number | 'field';
  count?: string;
  scope?: string;
  activity?: string;
  compensate?: boolean;
  caps?: Caps;
  overflow?: boolean;
  within?: string;
  then?: string;
  'accept-within'?: string;
  redistribute?: Redistribute;
  'at-shift-end'?: string;
  'on-absence'?: string;
  'on-inactive'?: string;
  otherwise?: Otherwise;
}

/** What a key means where it is left out; `then` means turns. */
export const defaults: Partial<Rule> = {
  'listing-responsibles': false,
  strategy: 'turns',
  presence: 'ignored',
  absences: 'respected',
  'absence-lookahead': 0,
  'after-absence': 'level',
  known: 'owner-then-former',
  'set-owner': 'if-none',
  target: 20,
  count: 'month',
  scope: 'all',
  activity: 'lead-assigned',
  compensate: true,
  overflow: true,
  'at-shift-end': 'off',
  'on-absence': 'off',
  'on-inactive': 'redistribute',
  otherwise: 'hold',
};

/** The rule with some keys set anew; what is empty or its default is left out. */
export function changed(rule: Rule, change: Partial<Rule>): Rule {
  const next: Record<string, unknown> = { ...rule, ...change };
  for (const key of Object.keys(change)) {
    const value = next[key];
    const isDefault = key === 'then' ? value === 'turns' : value === defaults[key as keyof Rule];
    if (isEmpty(value) || isDefault) delete next[key];
  }
  return { ...next, id: String(next.id ?? '') };
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A rule that keeps the books of the one it was called when it was last published. */
export function renamed(rule: Rule, id: string, published: readonly string[]): Rule {
  const first = rule.was ?? rule.id;
  return changed(rule, { id, was: published.includes(first) && first !== id ? first : undefined });
}

/** The list with one rule at another place. */
export function moved(rules: readonly Rule[], from: number, to: number): Rule[] {
  const list = [...rules];
  const [rule] = list.splice(from, 1);
  if (rule !== undefined) list.splice(to, 0, rule);
  return list;
}

/** An id that no rule has yet: `calls`, `calls-2`, … */
export function freeId(rules: readonly Rule[], wanted: string): string {
  const taken = new Set(rules.flatMap((rule) => [rule.id, rule.was]));
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}-${n}`;
  return id;
}
