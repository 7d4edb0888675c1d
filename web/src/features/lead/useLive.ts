import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listenToLeads } from '../../api/live';
import { journalKey, linkedQuery, type Of } from './journal';
import { leadQuery } from './queries';

/** Reads anew what a page shows when somebody works the lead, or one of the leads, it shows. */
export function useLive({ kind, id }: Of) {
  const queries = useQueryClient();
  useEffect(
    () =>
      listenToLeads(({ leads, more }) => {
        const pages =
          kind === 'lead' ? [] : (queries.getQueryData(linkedQuery({ kind, id }).queryKey)?.pages ?? []);
        const shown = kind === 'lead' ? [id] : pages.flatMap((page) => page.leads.map((lead) => lead.id));
        if (!more && !leads.some((lead) => shown.includes(lead))) return;
        void queries.invalidateQueries({ queryKey: [...journalKey, kind, id] });
        void queries.invalidateQueries({ queryKey: kind === 'lead' ? leadQuery(id).queryKey : [kind, id] });
        if (kind !== 'lead') void queries.invalidateQueries({ queryKey: ['linked-leads', kind, id] });
      }),
    [kind, id, queries],
  );
}
