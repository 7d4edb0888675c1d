import { Problem } from '../../api/client';
import type { VerificationLine, VerificationReport } from '../../api/types';
import type { StreamStep } from '../../api/useStream';

/** A verification as the screen knows it. */
export interface Verifying {
  phase: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  progress: { what: string; done: number; total: number } | null;
  report: VerificationReport | null;
  /** Why it failed; null unless it did. */
  problem: unknown;
}

export type Step = StreamStep<undefined, VerificationLine>;

export const idle: Verifying = { phase: 'idle', progress: null, report: null, problem: null };

/** The verification after a step. One that was stopped takes nothing more in; one cut off before its report failed. */
export function advance(now: Verifying, step: Step): Verifying {
  if (step.kind === 'started') return { ...idle, phase: 'running' };
  if (now.phase !== 'running') return now;
  switch (step.kind) {
    case 'received':
      return step.lines.reduce(taking, now);
    case 'ended':
      return { ...now, phase: 'failed', problem: new Problem('cut-off', 200) };
    case 'cancelled':
      return { ...now, phase: 'cancelled' };
    case 'failed':
      return { ...now, phase: 'failed', problem: step.problem };
  }
}

function taking(now: Verifying, line: VerificationLine): Verifying {
  switch (line.kind) {
    case 'progress':
      return { ...now, progress: { what: line.what, done: line.done, total: line.total } };
    case 'report':
      return { ...now, phase: 'done', report: line };
    case 'problem':
      return { ...now, phase: 'failed', problem: new Problem(line.slug, 200) };
  }
}

/** How far it is in per cent: comparing with seals is the first tenth, deciding again the rest. */
export function percentOf(progress: Verifying['progress']): number {
  if (progress === null || progress.total === 0) return 0;
  const share = Math.min(1, progress.done / progress.total);
  return progress.what === 'seals' ? 10 * share : 10 + 90 * share;
}
