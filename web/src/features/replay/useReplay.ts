import { useCallback, useEffect, useReducer, useRef } from 'react';
import { api, isAborted, Problem } from '../../api/client';
import { readLines } from '../../api/ndjson';
import { advance, idle, type Message, type Question, type Replay, type Step } from './replay';

/** How long lines are gathered before the screen takes them in, in milliseconds. */
const breath = 150;

/** A replay that can be started and cancelled; leaving the screen cancels it too. */
export function useReplay(): { replay: Replay; start: (question: Question) => void; cancel: () => void } {
  const [replay, dispatch] = useReducer(
    (now: Replay, step: Step) => advance(now, step, () => new Problem('cut-off', 200)),
    idle,
  );
  const current = useRef<AbortController | null>(null);

  const start = useCallback((question: Question) => {
    current.current?.abort();
    const control = new AbortController();
    current.current = control;
    dispatch({ kind: 'started' });
    const tell = (step: Step) => {
      if (current.current === control) dispatch(step);
    };
    stream(question, control.signal, tell).catch((error: unknown) => {
      if (!isAborted(error)) tell({ kind: 'failed', error });
    });
  }, []);

  const cancel = useCallback(() => {
    current.current?.abort();
    dispatch({ kind: 'cancelled' });
  }, []);

  useEffect(() => () => current.current?.abort(), []);
  return { replay, start, cancel };
}

async function stream(question: Question, signal: AbortSignal, tell: (step: Step) => void) {
  const { data } = await api.POST('/api/replays', { body: question, signal, parseAs: 'stream' });
  if (!data) return tell({ kind: 'ended' });
  let gathered: Message[] = [];
  let last = performance.now();
  try {
    for await (const message of readLines<Message>(data)) {
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
