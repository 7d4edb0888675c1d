import { Problem } from '../../api/client';
import type { Assignment, RunMessage, Summary } from '../../api/types';
import type { StreamStep } from '../../api/useStream';
import { type Draft, emptyDraft } from './draft';

/** A simulation as the screen knows it: it grows while its lines come in. */
export interface Run {
  phase: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** The settings file that this run was started with. */
  settings: Draft;
  progress: { done: number; total: number } | null;
  rows: Assignment[];
  summary: Summary | null;
  names: ReadonlyMap<string, string>;
  /** Why the run failed; null unless it did. */
  problem: unknown;
}

export type RunStep = StreamStep<Draft, RunMessage>;

export const idle: Run = {
  phase: 'idle',
  settings: emptyDraft,
  progress: null,
  rows: [],
  summary: null,
  names: new Map(),
  problem: null,
};

/** The run after a step. A stopped run takes nothing more in; an end without its last line is a failure. */
export function advance(run: Run, step: RunStep): Run {
  if (step.kind === 'started') return { ...idle, phase: 'running', settings: step.asked };
  if (run.phase !== 'running') return run;
  switch (step.kind) {
    case 'received':
      return receive(run, step.lines);
    case 'ended':
      return { ...run, phase: 'failed', problem: new Problem('cut-off', 200) };
    case 'cancelled':
      return { ...run, phase: 'cancelled' };
    case 'failed':
      return { ...run, phase: 'failed', problem: step.problem };
  }
}

function receive(run: Run, lines: RunMessage[]): Run {
  const next = { ...run };
  const fresh: Assignment[] = [];
  for (const message of lines) {
    switch (message.kind) {
      case 'progress':
        next.progress = { done: message.done, total: message.total };
        break;
      case 'assignments':
        fresh.push(...message.rows);
        break;
      case 'summary': {
        const { kind: _, ...summary } = message;
        next.summary = summary;
        break;
      }
      case 'people':
        next.names = new Map(message.rows.map((person) => [person.id, person.name]));
        break;
      case 'done':
        next.phase = 'done';
        break;
      case 'problem':
        next.phase = 'failed';
        next.problem = new Problem(message.slug, 200);
        break;
    }
  }
  if (fresh.length > 0) next.rows = run.rows.concat(fresh);
  return next;
}
