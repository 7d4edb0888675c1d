import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useRef, useState } from 'react';
import type { LeadRow } from '../../api/types';
import type { GridHandle } from '../../grid/handle';
import { leadQuery } from './queries';
import { useKeys } from './useKeys';

/** How long the mouse or the focus rests on a lead before it is fetched, in milliseconds. */
const rest = 90;
/** How long a lead that was fetched so is good enough to be shown, in milliseconds. */
const fresh = 15_000;

/** The lead that stands beside the list: `O` opens and closes it, it follows the focus of the list. */
export function useBeside(grid: RefObject<GridHandle<LeadRow> | null>) {
  const queries = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  const open = useRef(false);
  open.current = id !== null;
  /** Narrow windows have room for one thing beside the list. */
  const narrow = useMediaQuery('(max-width: 1500px)', false, { getInitialValueInEffect: false });
  const fetch = useDebouncedCallback((lead: string) => {
    void queries.prefetchQuery({ ...leadQuery(lead), staleTime: fresh });
  }, rest);
  const follow = useDebouncedCallback((lead: string) => {
    if (open.current) setId(lead);
  }, rest);
  const onHover = useCallback(({ id: lead }: LeadRow) => fetch(lead), [fetch]);
  const onFocus = useCallback(
    ({ id: lead }: LeadRow) => {
      fetch(lead);
      follow(lead);
    },
    [fetch, follow],
  );
  const show = useCallback(({ id: lead }: LeadRow) => setId(lead), []);
  const step = (by: 1 | -1) => {
    const next = id === null ? null : (grid.current?.neighbour(id, by) ?? null);
    if (next === null) return;
    setId(next.id);
    grid.current?.focus(next.id);
  };
  const close = () => {
    if (id !== null) grid.current?.focus(id);
    setId(null);
  };
  useKeys({
    KeyO: () => {
      if (id !== null) return close();
      const row = grid.current?.focused() ?? null;
      if (row !== null) show(row);
    },
    ...(id === null ? {} : { KeyJ: () => step(1), KeyK: () => step(-1), Escape: close }),
  });
  return { id, narrow: id !== null && narrow === true, show, step, close, onHover, onFocus };
}
