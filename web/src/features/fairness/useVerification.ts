import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { api, isAborted, slugOf } from '../../api/client';
import { readLines } from '../../api/ndjson';
import type { VerificationLine } from '../../api/types';
import { lastVerificationQuery } from './queries';
import { advance, idle, type Step, type Verifying } from './verification';

/** A verification that can be started and cancelled; leaving the screen cancels it too. */
export function useVerification(): { verifying: Verifying; start: () => void; cancel: () => void } {
  const queries = useQueryClient();
  const [verifying, dispatch] = useReducer(advance, idle);
  const current = useRef<AbortController | null>(null);

  const start = useCallback(() => {
    current.current?.abort();
    const control = new AbortController();
    current.current = control;
    dispatch({ kind: 'started' });
    const tell = (step: Step) => {
      if (current.current === control) dispatch(step);
    };
    read(control.signal, tell)
      .catch((problem: unknown) => {
        if (!isAborted(problem)) tell({ kind: 'failed', slug: slugOf(problem) ?? 'internal' });
      })
      .finally(() => void queries.invalidateQueries({ queryKey: lastVerificationQuery.queryKey }));
  }, [queries]);

  const cancel = useCallback(() => {
    current.current?.abort();
    dispatch({ kind: 'cancelled' });
  }, []);

  useEffect(() => () => current.current?.abort(), []);
  return { verifying, start, cancel };
}

async function read(signal: AbortSignal, tell: (step: Step) => void) {
  const { data } = await api.POST('/api/fairness/verifications', { signal, parseAs: 'stream' });
  if (data) {
    for await (const line of readLines<VerificationLine>(data)) tell({ kind: 'line', line });
  }
  tell({ kind: 'ended' });
}
