import { Problem } from '../../api/client';
import type { components } from '../../api/schema';
import { type Explained, explainedOf, type How } from '../../api/types';
import type { StreamStep } from '../../api/useStream';

type Schemas = components['schemas'];

export type Message =
  | Schemas['ReplayPeople']
  | Schemas['ReplayProgress']
  | Schemas['ReplayLeads']
  | Schemas['ReplaySummary']
  | Schemas['ReplayDone']
  | Schemas['ReplayProblem'];
export type Question = Schemas['ReplayQuestion'];
export type Summary = Schemas['ReplaySummary'];
export type Cell = Schemas['ReplayCell'];
export type Outcome = Omit<Schemas['ReplayOutcome'], 'how'> & { how: How };
export type ChangedLead = Omit<Schemas['ReplayLead'], 'before' | 'after' | 'whyBefore' | 'whyAfter'> & {
  before: Outcome;
  after: Outcome;
  whyBefore: Explained | null;
  whyAfter: Explained | null;
};

/** A replay as the screen knows it. */
export interface Replay {
  phase: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** In thousandths. */
  share: number;
  arrived: number;
  /** What people are called, by their keys. */
  names: ReadonlyMap<string, string>;
  /** What sources are called, by their keys. */
  sources: Readonly<Record<string, string>>;
  leads: ChangedLead[];
  summary: Summary | null;
  /** The last line of one that did not go well. */
  problem: Schemas['ReplayProblem'] | null;
  /** Why it could not begin, or broke off. */
  error: unknown;
}

export const idle: Replay = {
  phase: 'idle',
  share: 0,
  arrived: 0,
  names: new Map(),
  sources: {},
  leads: [],
  summary: null,
  problem: null,
  error: null,
};

/** The replay after a step; a stopped one takes nothing more in, and an end without its last line is a failure. */
export function advance(replay: Replay, step: StreamStep<Question, Message>): Replay {
  if (step.kind === 'started') return { ...idle, phase: 'running' };
  if (replay.phase !== 'running') return replay;
  switch (step.kind) {
    case 'received':
      return step.lines.reduce(take, replay);
    case 'ended':
      return { ...replay, phase: 'failed', error: new Problem('cut-off', 200) };
    case 'cancelled':
      return { ...replay, phase: 'cancelled' };
    case 'failed':
      return { ...replay, phase: 'failed', error: step.problem };
  }
}

function take(replay: Replay, message: Message): Replay {
  switch (message.kind) {
    case 'people':
      return {
        ...replay,
        names: new Map(message.rows.map((each) => [each.id, each.name])),
        sources: message.sources,
      };
    case 'progress':
      return { ...replay, share: message.share, arrived: message.leads };
    case 'leads':
      return { ...replay, leads: replay.leads.concat(message.rows.map(changedLead)) };
    case 'summary':
      return { ...replay, summary: message };
    case 'done':
      return { ...replay, phase: 'done' };
    case 'problem':
      return { ...replay, phase: 'failed', problem: message };
  }
  return replay;
}

function changedLead(row: Schemas['ReplayLead']): ChangedLead {
  return {
    ...row,
    before: row.before as Outcome,
    after: row.after as Outcome,
    whyBefore: row.whyBefore ? explainedOf(row.whyBefore) : null,
    whyAfter: row.whyAfter ? explainedOf(row.whyAfter) : null,
  };
}

export interface Figures {
  before: number;
  after: number;
}

/** Leads by person and source; people without leads on either side are not there. */
export interface Matrix {
  people: string[];
  sources: string[];
  of: (user: string, source: string) => Figures;
  ofPerson: (user: string) => Figures;
}

export function matrixOf(cells: readonly Cell[], nameOf: (user: string) => string): Matrix {
  const sum = (which: (cell: Cell) => boolean): Figures =>
    cells
      .filter(which)
      .reduce((all, cell) => ({ before: all.before + cell.before, after: all.after + cell.after }), {
        before: 0,
        after: 0,
      });
  const people = [...new Set(cells.map((cell) => cell.user))];
  return {
    people: people.sort((one, other) =>
      one === '' || other === ''
        ? Number(one === '') - Number(other === '')
        : nameOf(one).localeCompare(nameOf(other)),
    ),
    sources: [...new Set(cells.map((cell) => cell.source))].sort(),
    of: (user, source) => sum((cell) => cell.user === user && cell.source === source),
    ofPerson: (user) => sum((cell) => cell.user === user),
  };
}

/** A CSV as spreadsheets read it: quoted where needed, and nothing that one of them would run. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number): string {
  const text = String(value);
  const safe =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text)
      ? `'${text}`
      : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
