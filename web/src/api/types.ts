import type { components } from './schema';

// The shapes of the API under the names that the screens use. Wall times are the company's; decimals are strings.
// Where the contract says only "text", the values that the screens tell apart are listed here.

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type Token = Schemas['TokenRow'];
export type Checked = Schemas['Checked'];
export type Flaw = Schemas['SettingsFlaw'];
export type Finding = Schemas['SettingsFinding'];
export type Coverage = Schemas['WeekCoverage'];
export type CoverageCell = Schemas['HourCoverage'];
export type Ledger = Schemas['RunLedger'];
export type LedgerRow = Schemas['RunBalance'];
export type Summary = Omit<Schemas['RunSummary'], 'kind'>;

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
  'offered',
  'waiting',
  'unassigned',
] as const;

export type How = (typeof hows)[number];

/** How a rule picks one of the eligible. */
export type Strategy = 'turns' | 'utilisation' | 'least-open' | 'priority' | 'claim';

/** One row of a run: an assignment, or at the end a lead that has nobody. Empty rule and user mean none. */
export type Assignment = Omit<Schemas['RunAssignment'], 'how'> & { how: How };

/** One line of a running simulation. */
export type RunMessage =
  | Exclude<Schemas['RunLine'], { kind: 'assignments' }>
  | { kind: 'assignments'; rows: Assignment[] };

/** Why a candidate was left out. */
export type Reason =
  | { kind: 'inactive' | 'offline' | 'excluded' | 'no-target' }
  | { kind: 'missing-skill'; skills: string[] }
  | { kind: 'off-shift'; until?: string | null }
  | { kind: 'absent'; until?: string | null; absenceKind?: string | null }
  | { kind: 'absent-soon'; from: string }
  | { kind: 'full'; cap: 'day' | 'week' | 'month' | 'open'; limit: number; held: number };

export type ExplainedCandidate = Omit<Schemas['ExplainedCandidate'], 'reason'> & { reason: Reason | null };

/** Why a rule did not take a lead: its condition, its window, or nobody of it was eligible and it passes leads on. */
export type Why = 'when' | 'window' | 'nobody';

/** One decision about a lead, with what was compared. */
export interface Explained {
  at: string;
  rule: string;
  user: string;
  how: How;
  /** The strategy that compared the candidates; null when no rule decided. */
  strategy: Strategy | null;
  skipped: { rule: string; why: Why }[];
  candidates: ExplainedCandidate[];
}

/** A decision as the screens tell it, from a decision of the contract. */
export function explainedOf(row: Schemas['Explained']): Explained {
  return {
    ...row,
    how: row.how as How,
    strategy: (row.strategy ?? null) as Strategy | null,
    skipped: row.skipped.map(({ rule, why }) => ({ rule, why: why as Why })),
    candidates: row.candidates.map((each) => ({ ...each, reason: (each.reason ?? null) as Reason | null })),
  };
}

export type LeadRow = Schemas['LeadRow'];
export type LeadList = Schemas['LeadList'];
export type LeadSheet = Schemas['LeadSheet'];
export type LeadFacts = Schemas['LeadFacts'];
export type ContactSheet = Schemas['ContactSheet'];
export type ContactChange = Schemas['ContactChange'];
export type LinkedLead = Schemas['LinkedLead'];

/** What entries of a journal are about. */
export const topics = [
  'notes',
  'calls',
  'statuses',
  'assignments',
  'mails',
  'changes',
  'tasks',
  'files',
] as const;

export type Topic = (typeof topics)[number];

/** Something that happened, as a journal tells it. */
export type JournalEntry = Omit<Schemas['JournalEntry'], 'decision'> & {
  decision: { id: string; explained: Explained } | null;
};
export interface JournalPage {
  entries: JournalEntry[];
  people: Schemas['Person'][];
  next: string | null;
}
export type LeadChoices = Schemas['LeadChoices'];
export type Colleague = Schemas['Colleague'];
export type WatchdogSheet = Schemas['WatchdogSheet'];
export type WatchedLead = Schemas['WatchedLead'];

export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export type User = Schemas['UserRow'];
export type Setting = Schemas['SettingRow'];
export type AbsenceRow = Schemas['AbsenceRow'];
export type DutyRow = Schemas['DutyRow'];
export type Duty = Schemas['Duty'];
export type Presence = Schemas['Presence'];
export type NewInvitation = Schemas['NewInvitation'];

/** Something wrong in one object of the settings, as `broken-settings` lists it. */
export interface Misfit {
  section: string;
  key: string;
  kind: string;
  found: string;
  expected: string;
  message: string;
}

export type LedgerList = Schemas['LedgerList'];
export type FairLedger = Schemas['FairLedger'];
export type FairLine = Schemas['FairLine'];
export type BalanceLines = Schemas['BalanceLines'];
export type NextOfRule = Omit<Schemas['NextOfRule'], 'next'> & { next: Explained };
export type NextSheet = Omit<Schemas['NextSheet'], 'rules'> & { rules: NextOfRule[] };
export type Correction = Schemas['CorrectionRow'];
export type DoubtfulLead = Schemas['DoubtfulLead'];
export type PublishedFinding = Schemas['PublishedFinding'];
export type VerificationFinding = Schemas['VerificationFinding'];
export type VerificationReport = Schemas['VerificationReport'];
export type VerificationLine = Schemas['VerificationLine'];
