import { useCallback, useEffect, useReducer, useRef } from 'react';
import { isAborted } from './client';
import { readLines } from './ndjson';

/** What happens to long work whose lines come in one after the other. */
export type StreamStep<Asked, Line> =
  | { kind: 'started'; asked: Asked }
  | { kind: 'received'; lines: Line[] }
  | { kind: 'ended' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; problem: unknown };

/** How long lines are gathered before the screen takes them in, in milliseconds. */
const breath = 120;

/**
 * Long work that can be started and cancelled; starting it anew and leaving the screen cancel it too.
 *
 * @param ask begins it; its answer is JSON, an object a line. Like the other functions it is to stay the same one
 * @param onOver called when no more lines come, whatever the reason
 */
export function useStream<State, Asked, Line>(
  advance: (now: State, step: StreamStep<Asked, Line>) => State,
  idle: State,
  ask: (asked: Asked, signal: AbortSignal) => Promise<{ data?: ReadableStream<Uint8Array> | null }>,
  onOver?: () => void,
): { state: State; start: (asked: Asked) => void; cancel: () => void } {
  const [state, dispatch] = useReducer(advance, idle);
  const current = useRef<AbortController | null>(null);

  const start = useCallback(
    (asked: Asked) => {
      current.current?.abort();
      const control = new AbortController();
      current.current = control;
      dispatch({ kind: 'started', asked });
      const tell = (step: StreamStep<Asked, Line>) => {
        if (current.current === control) dispatch(step);
      };
      ask(asked, control.signal)
        .then(({ data }) => read<Line>(data, (lines) => tell({ kind: 'received', lines })))
        .then(() => tell({ kind: 'ended' }))
        .catch((problem: unknown) => {
          if (!isAborted(problem)) tell({ kind: 'failed', problem });
        })
        .finally(onOver);
    },
    [ask, onOver],
  );

  const cancel = useCallback(() => {
    current.current?.abort();
    dispatch({ kind: 'cancelled' });
  }, []);

  useEffect(() => () => current.current?.abort(), []);
  return { state, start, cancel };
}

/** Takes lines in, those of a breath at a time; a connection that breaks ends them. */
async function read<Line>(
  data: ReadableStream<Uint8Array> | null | undefined,
  take: (lines: Line[]) => void,
) {
  if (!data) return;
  let gathered: Line[] = [];
  let pause: ReturnType<typeof setTimeout> | undefined;
  const hand = () => {
    pause = undefined;
    take(gathered);
    gathered = [];
  };
  try {
    for await (const line of readLines<Line>(data)) {
      gathered.push(line);
      pause ??= setTimeout(hand, breath);
    }
  } catch (broken) {
    if (isAborted(broken)) throw broken;
  } finally {
    clearTimeout(pause);
  }
  hand();
}
