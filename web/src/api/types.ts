import type { components } from './schema';

// The shapes of the public API that the screens use. Wall times are the company's; decimals are strings.

export type Session = components['schemas']['Session'];
export type Token = components['schemas']['TokenRow'];

/** Something wrong in a settings file, at a place counted from 1. */
export interface Flaw {
  line: number;
  column: number;
  kind: string;
  found: string | null;
  expected: string | null;
  message: string;
}

/** Something a manager would regret, in a file without flaws. */
export interface Finding {
  id: string;
  kind: string;
  args: Record<string, string>;
  message: string;
}

export interface Checked {
  flaws: Flaw[];
  moreFlaws: number;
  findings: Finding[];
}

export const hows = [
  'turns',
  'utilisation',
  'least-open',
  'priority',
  'claim',
  'known-owner',
  'known-former',
  'overflow',
  'held',
  'fallback',
  'manual',
  'waiting',
  'unassigned',
] as const;

export type How = (typeof hows)[number];

/** One row of a run: an assignment, or at the end a lead that has nobody. Empty rule and user mean none. */
export interface Assignment {
  number: number;
  at: string;
  lead: string;
  rule: string;
  user: string;
  how: How;
}

export interface LedgerRow {
  user: string;
  entitled: string;
  received: string;
  balance: string;
  maxDeviation: string;
}

export interface Ledger {
  ledger: string;
  rows: LedgerRow[];
}

export interface Summary {
  leads: number;
  assignments: number;
  waiting: number;
  unassigned: number;
  largestDeviation: string;
  ledgers: Ledger[];
}

export interface Person {
  id: string;
  name: string;
}

/** One line of a running simulation, in the order in which they come. */
export type RunMessage =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'assignments'; rows: Assignment[] }
  | ({ kind: 'summary' } & Summary)
  | { kind: 'people'; rows: Person[] }
  | { kind: 'done' }
  | { kind: 'problem'; slug: string };

/** Why a candidate was left out. */
export type Reason =
  | { kind: 'inactive' | 'offline' | 'excluded' | 'no-target' }
  | { kind: 'missing-skill'; skills: string[] }
  | { kind: 'off-shift'; until?: string | null }
  | { kind: 'absent'; until?: string | null; absenceKind?: string | null }
  | { kind: 'absent-soon'; from: string }
  | { kind: 'full'; cap: 'day' | 'week' | 'month' | 'open'; limit: number; held: number };

export interface ExplainedCandidate {
  user: string;
  weight: number;
  reason: Reason | null;
  balanceBefore: string | null;
  balanceAfter: string | null;
  load: number | null;
  compensation: string | null;
  target: number | null;
  open: number | null;
  lastTurn: string | null;
  chosen: boolean;
}

/** One decision about a lead, with what was compared. */
export interface Explained {
  at: string;
  rule: string;
  user: string;
  how: How;
  skipped: { rule: string; why: 'when' | 'window' }[];
  candidates: ExplainedCandidate[];
}

export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Day = (typeof days)[number];

/** An hour of the week: who can receive a lead of the source, and for how many of its minutes somebody can. */
export interface CoverageCell {
  day: Day;
  hour: number;
  rule: string;
  people: string[];
  minutes: number;
}

export interface Coverage {
  timezone: string;
  sources: { source: string; cells: CoverageCell[] }[];
}
