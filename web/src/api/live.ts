const reopenAfter = 30_000;

/** Leads that changed; with `more` not all of them are named. */
export interface LeadsChanged {
  leads: string[];
  more: boolean;
}

/**
 * Listens to which leads of the company change, and goes on where it was when the connection breaks.
 *
 * @returns ends it
 */
export function listenToLeads(onChanged: (changed: LeadsChanged) => void): () => void {
  if (typeof EventSource === 'undefined') return () => {};
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/leads/stream');
    source.addEventListener('changed', (event) => onChanged(JSON.parse(event.data) as LeadsChanged));
    // A refusal closes the source for good: the server may be starting, or the session may have ended.
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
