import type { GridApi } from 'ag-grid-community';

export interface GridHandle<Row> {
  /** Brings a row into view and puts the focus on it, in the column that has it already. */
  focus: (id: string) => void;
  /** The row that has the focus, the first without one; null if there are none. */
  focused: () => Row | null;
  /** Takes all ticks away. */
  untick: () => void;
  /** Puts the focus on the cell below, or beside this one in reading order; at an end it stays. */
  step: (id: string, column: string, to: Step) => void;
  /** The row that stands so many places after (before, if negative) this one, as sorted and filtered now. */
  neighbour: (id: string, distance: number) => Row | null;
}

/** Where to go from a cell. */
export type Step = 'down' | 'on' | 'back' | 'stay';

/** How rows are chosen where they cannot be ticked: the one that was opened last. */
export const opening = { mode: 'singleRow', checkboxes: false, enableClickSelection: true } as const;

export function handleOf<Row>(api: { readonly current: GridApi<Row> | null }): GridHandle<Row> {
  return {
    focus: (id) => {
      const grid = api.current;
      const node = grid?.getRowNode(id);
      if (!grid || grid.isDestroyed() || !node || node.rowIndex === null) return;
      grid.ensureNodeVisible(node);
      if (grid.getGridOption('rowSelection') === opening) node.setSelected(true, true);
      const column =
        grid.getFocusedCell()?.column ??
        grid.getAllDisplayedColumns().find((one) => !/^(_|ag-Grid-)/.test(one.getColId()));
      if (column !== undefined) grid.setFocusedCell(node.rowIndex, column);
    },
    focused: () => {
      const grid = api.current;
      if (!grid || grid.isDestroyed()) return null;
      return grid.getDisplayedRowAtIndex(grid.getFocusedCell()?.rowIndex ?? 0)?.data ?? null;
    },
    step: (id, column, to) => {
      const grid = api.current;
      const node = grid?.getRowNode(id);
      if (!grid || grid.isDestroyed() || !node || node.rowIndex === null) return;
      const columns = grid.getAllDisplayedColumns();
      const rtl = grid.getGridOption('enableRtl') === true;
      const along = to === 'on' ? 1 : to === 'back' ? -1 : 0;
      const at = columns.findIndex((one) => one.getColId() === column);
      const next = columns[at + (rtl ? -along : along)] ?? columns[at];
      const row = Math.min(node.rowIndex + (to === 'down' ? 1 : 0), grid.getDisplayedRowCount() - 1);
      if (next === undefined) return;
      grid.ensureIndexVisible(row);
      grid.ensureColumnVisible(next);
      grid.setFocusedCell(row, next);
    },
    untick: () => api.current?.deselectAll(),
    neighbour: (id, distance) => {
      const grid = api.current;
      const index = grid?.getRowNode(id)?.rowIndex;
      if (!grid || index === null || index === undefined) return null;
      return grid.getDisplayedRowAtIndex(index + distance)?.data ?? null;
    },
  };
}
