const reopenAfter = 30_000;
const name = 'fairlead-live';

/** What changed. With `more` not all leads are named. */
export interface Changes {
  leads: string[];
  more: boolean;
  notices: boolean;
}

/** What tabs tell each other: changes with their place in the journal; a newcomer's question for the place. */
type Word = { kind: 'changed'; place: string; changes: Changes } | { kind: 'where' };

/**
 * A line to the server for all tabs of this browser, since browsers allow few connections to a host: the tab that holds
 * the lock has the connection and tells the others. When it is closed the next one goes on at the same place, so nothing
 * is missed; what is heard twice is only looked at twice. Without locks, as on a page that is not served securely, each tab
 * has a connection while it is looked at.
 *
 * @returns closes it
 */
export function openLine(tell: (changes: Changes) => void): () => void {
  const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  const ended = new AbortController();
  let place = '';
  const hear = (changes: Changes, at: string) => {
    place = at;
    tell(changes);
  };
  if (tabs !== null) {
    tabs.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind === 'changed') hear(data.changes, data.place);
      else if (place !== '') tabs.postMessage({ kind: 'changed', place, changes: nothing } satisfies Word);
    };
    tabs.postMessage({ kind: 'where' } satisfies Word);
  }
  const connect = () =>
    connection(
      () => place,
      (changes, at) => {
        hear(changes, at);
        tabs?.postMessage({ kind: 'changed', place: at, changes } satisfies Word);
      },
    );
  const leave =
    tabs !== null && 'locks' in navigator ? asLeader(connect, ended.signal) : whileLookedAt(connect);
  return () => {
    ended.abort();
    leave();
    tabs?.close();
  };
}

const nothing: Changes = { leads: [], more: false, notices: false };

/** Connects once no other tab has the connection. */
function asLeader(connect: () => () => void, ended: AbortSignal): () => void {
  let leave = () => {};
  navigator.locks
    .request(name, { signal: ended }, () => {
      if (ended.aborted) return undefined;
      const close = connect();
      return new Promise<void>((done) => {
        leave = () => {
          close();
          done();
        };
      });
    })
    .catch(() => {
      // Ended before its turn came.
    });
  return () => leave();
}

function whileLookedAt(connect: () => () => void): () => void {
  let close: (() => void) | null = null;
  const look = () => {
    if (document.visibilityState === 'visible') close ??= connect();
    else {
      close?.();
      close = null;
    }
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    close?.();
  };
}

/** A connection that is opened again when it is refused: the server may be starting, or the session may have ended. */
function connection(place: () => string, hear: (changes: Changes, place: string) => void): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    const after = place() === '' ? '' : `?after=${encodeURIComponent(place())}`;
    source = new EventSource(`/api/leads/stream${after}`);
    source.addEventListener('changed', (event) => hear(JSON.parse(event.data) as Changes, event.lastEventId));
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, reopenAfter);
    });
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}
