import { useDirection } from '@mantine/core';
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  type ColDef,
  ColumnApiModule,
  ColumnAutoSizeModule,
  type GetRowIdParams,
  type GridApi,
  LocaleModule,
  ModuleRegistry,
  QuickFilterModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ClientSideRowModelApiModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  CellStyleModule,
  RenderApiModule,
  LocaleModule,
  QuickFilterModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
]);

const look = themeQuartz.withParams({
  browserColorScheme: 'inherit',
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--mantine-color-text)',
  borderColor: 'var(--line)',
  headerBackgroundColor: 'var(--ground)',
  headerFontWeight: 600,
  fontFamily: 'inherit',
  fontSize: 13,
  rowHeight: 30,
  headerHeight: 32,
  cellHorizontalPadding: 10,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  spacing: 6,
});

export interface GridHandle<Row> {
  /** Brings a row into view and puts the focus on it. */
  focus: (id: string) => void;
  /** Takes all ticks away. */
  untick: () => void;
  /** The row that stands so many places after (before, if negative) this one, as sorted and filtered now. */
  neighbour: (id: string, distance: number) => Row | null;
}

interface Props<Row> {
  ref?: Ref<GridHandle<Row>>;
  label: string;
  rows: Row[];
  columns: ColDef<Row>[];
  /** Whether the rows are still being fetched: until then nothing is said of there being none. */
  loading?: boolean;
  idOf: (row: Row) => string;
  /** Narrows the rows that are held. */
  search?: string;
  /** Called for a click on a row and for Enter. */
  onOpen: (row: Row) => void;
  /** Called for Ctrl and Enter, Ctrl and click, and the middle button. */
  onOpenApart?: (row: Row) => void;
  /** Called with the number of rows that the search leaves. */
  onCount?: (count: number) => void;
  /** Called when the last rows held come into view: more may be added at the end. */
  onNearEnd?: () => void;
  /** The order in which the rows are given; with it headers do not sort the rows held but ask for another order. */
  order?: Order;
  /** The row that has the focus at the beginning. */
  begin?: string | null;
  onOrder?: (order: Order) => void;
  /** Called with the ids of the rows that are ticked; with it rows can be, by their boxes and by Space. */
  onTick?: (ids: string[]) => void;
}

/** By which column rows are ordered. */
export interface Order {
  column: string;
  descending: boolean;
}

/** The rows from the end at whose sight more are asked for. */
const nearEnd = 40;

const opening = { mode: 'singleRow', checkboxes: false, enableClickSelection: true } as const;
const ticking = {
  mode: 'multiRow',
  checkboxes: true,
  headerCheckbox: true,
  enableClickSelection: false,
} as const;
const tickColumn = { width: 42, resizable: false, suppressHeaderMenuButton: true } as const;

/** Whether a click went to a box, or beside it in its cell: then the row is not opened. */
function isTick(target: EventTarget | null | undefined): boolean {
  return target instanceof Element && target.closest('[col-id="ag-Grid-SelectionColumn"]') !== null;
}

const asGiven = () => 0;
const ways = ['asc', 'desc'] as const;

/** The one grid: rows held in the browser, arrows move, Enter and click open, a header sorts. */
export function Grid<Row>({
  ref,
  label,
  rows,
  columns,
  loading = false,
  idOf,
  search = '',
  onOpen,
  onOpenApart,
  onCount,
  onNearEnd,
  order,
  onOrder,
  begin,
  onTick,
}: Props<Row>) {
  const { t, i18n } = useTranslation('shell');
  const { dir } = useDirection();
  const api = useRef<GridApi<Row> | null>(null);
  useImperativeHandle(ref, () => handleOf(api), []);
  // Cells that are drawn keep what an earlier column said of them.
  // The grid takes new columns over after this; before, cells would be drawn once more as they were.
  useEffect(() => {
    if (columns.length === 0) return;
    const drawn = setTimeout(() => {
      if (api.current && !api.current.isDestroyed()) api.current.refreshCells({ force: true });
    });
    return () => clearTimeout(drawn);
  }, [columns]);

  const locale = useMemo(
    () => ({
      noRowsToShow: t('grid.none'),
      noMatchingRows: t('grid.none'),
      ariaSortableColumn: t('grid.sortable'),
      ariaRowToggleSelection: t('grid.tick'),
      ariaRowSelect: t('grid.tick'),
      ariaRowDeselect: t('grid.untick'),
      ariaHeaderSelection: t('grid.tickAll'),
      ariaSelectAllRows: t('grid.tickAll'),
      ariaDeselectAllRows: t('grid.tickAll'),
      ariaUnchecked: t('grid.unticked'),
      ariaChecked: t('grid.ticked'),
      ariaIndeterminate: t('grid.someTicked'),
      loadingOoo: t('grid.loading'),
      ariaLabelLoading: t('grid.loading'),
    }),
    [t],
  );
  const ordered = order !== undefined;
  const byDefault = useMemo<ColDef<Row>>(
    () => ({
      sortable: true,
      resizable: true,
      suppressMovable: true,
      minWidth: 70,
      ...(ordered ? { comparator: asGiven, sortingOrder: ['asc', 'desc'] } : {}),
    }),
    [ordered],
  );
  const shown = useMemo(
    () =>
      order === undefined
        ? columns
        : columns.map((column) => ({
            ...column,
            sort: column.colId === order.column ? ways[Number(order.descending)] : null,
          })),
    [columns, order],
  );
  const rowId = useMemo(() => (row: GetRowIdParams<Row>) => idOf(row.data), [idOf]);
  const open = (row: Row | undefined, event: Event | null | undefined) => {
    if (row === undefined) return;
    const apart =
      (event instanceof MouseEvent || event instanceof KeyboardEvent) && (event.ctrlKey || event.metaKey);
    if (!apart) onOpen(row);
    else onOpenApart?.(row);
  };
  return (
    <AgGridReact<Row>
      key={`${dir}-${i18n.language}`}
      theme={look}
      enableRtl={dir === 'rtl'}
      rowData={rows}
      loading={loading}
      columnDefs={shown}
      defaultColDef={byDefault}
      getRowId={rowId}
      quickFilterText={search}
      cacheQuickFilter
      localeText={locale}
      animateRows={false}
      suppressCellFocus={false}
      rowSelection={onTick === undefined ? opening : ticking}
      selectionColumnDef={tickColumn}
      onSelectionChanged={({ api: grid, source }) => {
        if (onTick !== undefined && source !== 'api')
          onTick(grid.getSelectedNodes().map(({ id }) => id ?? ''));
      }}
      onGridReady={(event) => {
        api.current = event.api;
        event.api.setGridAriaProperty('label', label);
      }}
      onFirstDataRendered={() => begin && handleOf(api).focus(begin)}
      onModelUpdated={(event) => onCount?.(event.api.getDisplayedRowCount())}
      onRowClicked={({ data, event }) => {
        if (!isTick(event?.target)) open(data, event);
      }}
      onCellMouseDown={({ data, event }) => {
        if (event instanceof MouseEvent && event.button === 1 && data !== undefined) onOpenApart?.(data);
      }}
      onCellKeyDown={({ data, event }) => {
        if (event instanceof KeyboardEvent && event.code.endsWith('Enter')) open(data, event);
      }}
      onViewportChanged={(event) => {
        if (event.lastRow >= event.api.getDisplayedRowCount() - nearEnd) onNearEnd?.();
      }}
      onSortChanged={(event) => {
        const by = event.columns?.find((column) => column.getSort());
        if (event.source === 'uiColumnSorted' && by !== undefined) {
          onOrder?.({ column: by.getColId(), descending: by.getSort() === 'desc' });
        }
      }}
    />
  );
}

function handleOf<Row>(api: { readonly current: GridApi<Row> | null }): GridHandle<Row> {
  return {
    focus: (id) => {
      const grid = api.current;
      const node = grid?.getRowNode(id);
      if (!grid || grid.isDestroyed() || !node || node.rowIndex === null) return;
      grid.ensureNodeVisible(node);
      if (grid.getGridOption('rowSelection') === opening) node.setSelected(true, true);
      const column = grid.getAllDisplayedColumns()[0];
      if (column !== undefined) grid.setFocusedCell(node.rowIndex, column);
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
