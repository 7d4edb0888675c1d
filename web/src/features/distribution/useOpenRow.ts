import { getRouteApi } from '@tanstack/react-router';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';
import type { Assignment } from '../../api/types';
import type { GridHandle } from '../../grid/handle';
import type { Run } from './run';

const route = getRouteApi('/inside/simulator');

/** The row whose explanation is open, as the address says, and the ways to another one. */
export interface OpenRow {
  open: Assignment | undefined;
  grid: RefObject<GridHandle<Assignment> | null>;
  show: (assignment: Assignment) => void;
  /** Goes so many rows on (back, if negative), as the grid is sorted and searched now. */
  step: (distance: number) => void;
  close: () => void;
}

export function useOpenRow(run: Run): OpenRow {
  const { row } = route.useSearch();
  const navigate = route.useNavigate();
  const grid = useRef<GridHandle<Assignment>>(null);
  const open = run.rows.find((each) => each.number === row);

  const show = useCallback(
    (next: Assignment) => void navigate({ search: (now) => ({ ...now, row: next.number }), replace: true }),
    [navigate],
  );
  const step = useCallback(
    (distance: number) => {
      const next = grid.current?.neighbour(String(row), distance);
      if (!next) return;
      grid.current?.focus(String(next.number));
      show(next);
    },
    [row, show],
  );
  const close = useCallback(() => {
    void navigate({ search: ({ row: _, ...now }) => now, replace: true });
    requestAnimationFrame(() => grid.current?.focus(String(row)));
  }, [navigate, row]);

  const isOpen = open !== undefined;
  useEffect(() => {
    if (!isOpen) return;
    const unlessTyping = (act: () => void) => (event: KeyboardEvent) => {
      if (!(event.target instanceof HTMLInputElement)) act();
    };
    return tinykeys(window, {
      KeyJ: unlessTyping(() => step(1)),
      KeyK: unlessTyping(() => step(-1)),
      Escape: unlessTyping(close),
    });
  }, [isOpen, step, close]);
  return { open, grid, show, step, close };
}
