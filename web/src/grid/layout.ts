import type { GridApi } from 'ag-grid-community';

/** A column at its place. */
export interface Column {
  id: string;
  width?: number;
  /** Whether it stays at the side where lines begin. */
  pinned: boolean;
  hidden: boolean;
}

/** The columns as they stand in the grid. */
export function columnsOf<Row>(api: GridApi<Row>): Column[] {
  return api
    .getColumnState()
    .filter(({ colId }) => !colId.startsWith('ag-Grid-') && !colId.startsWith('_'))
    .map(({ colId, width, pinned, hide }) => ({
      id: colId,
      ...(typeof width === 'number' ? { width } : {}),
      pinned: pinned === true || pinned === 'left' || pinned === 'right',
      hidden: hide === true,
    }));
}
