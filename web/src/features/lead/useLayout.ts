import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { type Layout, layoutOf } from './layout';
import { keepState, type View, viewsQuery } from './views';

const pause = 800;

/**
 * The columns of the list: as the view has them, else as one left them. What one changes holds until another view is
 * opened, and without a view it is kept for the next time, on whatever machine.
 */
export function useLayout(view: View | undefined, known: string[]): [Layout, (layout: Layout) => void] {
  const queries = useQueryClient();
  const state = useQuery(viewsQuery).data?.state;
  const [changed, setChanged] = useState<{ of: string; layout: Layout } | null>(null);
  const of = view?.id ?? '';
  const kept = useMemo(
    () => layoutOf(view?.shape.columns != null ? view.shape : state, known),
    [view, state, known],
  );
  const keep = useDebouncedCallback(
    (layout: Layout) => void keepState(queries, { ...state, ...layout }),
    pause,
  );
  const set = useCallback(
    (layout: Layout) => {
      setChanged({ of, layout });
      if (of === '') keep(layout);
    },
    [of, keep],
  );
  return [changed !== null && changed.of === of ? changed.layout : kept, set];
}
