import { type Changes, openLine } from './line';

export type { Changes };

type Listener = (changes: Changes) => void;

const listeners = new Set<Listener>();
let close: (() => void) | null = null;

/**
 * Listens to which leads of the company change. However many parts of the page and tabs of the browser listen, there is
 * one connection.
 *
 * @returns ends it
 */
export function listenToLeads(onChanged: Listener): () => void {
  return listen((changes) => {
    if (changes.leads.length > 0 || changes.more) onChanged(changes);
  });
}

/**
 * Listens to whether one's own notices change: new ones, or read in another tab.
 *
 * @returns ends it
 */
export function listenToNotices(onChanged: () => void): () => void {
  return listen(({ notices }) => {
    if (notices) onChanged();
  });
}

function listen(listener: Listener): () => void {
  if (typeof EventSource === 'undefined') return () => {};
  listeners.add(listener);
  close ??= openLine((changes) => {
    for (const each of listeners) each(changes);
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      close?.();
      close = null;
    }
  };
}
