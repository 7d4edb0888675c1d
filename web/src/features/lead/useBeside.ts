import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useRef, useState } from 'react';
import type { LeadRow } from '../../api/types';
import type { GridHandle } from '../../grid/handle';
import { journalQuery } from './journal';
import { leadQuery } from './queries';
import { leadTasksQuery } from './tasks';
import { useKeys } from './useKeys';

/** How long the focus rests on a lead before it is shown, in milliseconds. */
const rest = 90;

/**
 * The lead that stands beside the list: `O` opens and closes it, it follows the focus of the list. What its row holds is
 * there at once; the rest is not fetched beforehand, since whoever reads a lead is written down as having opened it.
 */
export function useBeside(grid: RefObject<GridHandle<LeadRow> | null>) {
  const [lead, setLead] = useState<LeadRow | null>(null);
  const open = useRef(false);
  open.current = lead !== null;
  /** Narrow windows have room for one thing beside the list. */
  const narrow = useMediaQuery('(max-width: 1500px)', false, { getInitialValueInEffect: false });
  const queries = useQueryClient();
  /** All that is shown of it is asked for at once, before anything is drawn. */
  const show = (row: LeadRow) => {
    void queries.prefetchQuery(leadQuery(row.id));
    void queries.prefetchQuery(leadTasksQuery(row.id));
    void queries.prefetchInfiniteQuery(journalQuery({ kind: 'lead', id: row.id }, null, false));
    setLead(row);
  };
  const onFocus = useDebouncedCallback((row: LeadRow) => {
    if (open.current && row.id !== lead?.id) show(row);
  }, rest);
  const step = (by: 1 | -1) => {
    const next = lead === null ? null : (grid.current?.neighbour(lead.id, by) ?? null);
    if (next === null) return;
    show(next);
    grid.current?.focus(next.id);
  };
  const close = () => {
    if (lead !== null) grid.current?.focus(lead.id);
    setLead(null);
  };
  useKeys({
    KeyO: () => {
      if (lead !== null) return close();
      const row = grid.current?.focused() ?? null;
      if (row !== null) show(row);
    },
    ...(lead === null ? {} : { KeyJ: () => step(1), KeyK: () => step(-1), Escape: close }),
  });
  return { lead, narrow: lead !== null && narrow === true, show, step, close, onFocus };
}
