import { useCallback, useEffect, useReducer, useRef } from 'react';
import { api, isAborted, Problem } from '../../api/client';
import { readLines } from '../../api/ndjson';
import type { RunMessage } from '../../api/types';
import type { Draft } from './draft';
import { advance, idle, type Run, type RunStep } from './run';

/** How long lines are gathered before the screen takes them in, in milliseconds. */
const breath = 120;

/** A simulation that can be started and cancelled; leaving the screen cancels it too. */
export function useRun(): { run: Run; start: (settings: Draft) => void; cancel: () => void } {
  const [run, dispatch] = useReducer(
    (now: Run, step: RunStep) => advance(now, step, (slug) => new Problem(slug, 200)),
    idle,
  );
  const current = useRef<AbortController | null>(null);

  const start = useCallback((settings: Draft) => {
    current.current?.abort();
    const control = new AbortController();
    current.current = control;
    dispatch({ kind: 'started', settings });
    const tell = (step: RunStep) => {
      if (current.current === control) dispatch(step);
    };
    stream(settings.text, control.signal, tell).catch((problem: unknown) => {
      if (!isAborted(problem)) tell({ kind: 'failed', problem });
    });
  }, []);

  const cancel = useCallback(() => {
    current.current?.abort();
    dispatch({ kind: 'cancelled' });
  }, []);

  useEffect(() => () => current.current?.abort(), []);
  return { run, start, cancel };
}

async function stream(settings: string, signal: AbortSignal, tell: (step: RunStep) => void) {
  const { data } = await api.POST('/api/simulations', { body: { settings }, signal, parseAs: 'stream' });
  if (!data) return tell({ kind: 'ended' });
  let gathered: RunMessage[] = [];
  let last = performance.now();
  try {
    for await (const message of readLines<RunMessage>(data)) {
      gathered.push(message);
      if (performance.now() - last > breath) {
        tell({ kind: 'received', messages: gathered });
        gathered = [];
        last = performance.now();
      }
    }
  } catch (broken) {
    if (isAborted(broken)) throw broken;
  }
  tell({ kind: 'received', messages: gathered });
  tell({ kind: 'ended' });
}
