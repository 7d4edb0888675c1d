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
  TextFilterModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact, type CustomFloatingFilterProps } from 'ag-grid-react';
import { type ComponentType, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/Icon';
import { type Apart, apartColumn, apartColumnOf } from './apart';
import { copyCell } from './copyCell';
import classes from './Grid.module.css';
import { type GridHandle, handleOf, opening } from './handle';
import { HeaderTip, useHeaderTip } from './headerTip';
import { type Column, columnsOf } from './layout';
import { usePencil } from './usePencil';

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
  TextFilterModule,
  TooltipModule,
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
  headerHeight: 32,
  cellHorizontalPadding: 10,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  spacing: 6,
});

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
  onOpen: (row: Row, event: Event | null | undefined) => void;
  /** Called when a cell of a row gets the focus. */
  onFocus?: (row: Row) => void;
  /** Called for Ctrl and Enter, Ctrl and click, and the middle button. */
  onOpenApart?: (row: Row) => void;
  /** With it each row has an icon that opens it in a new tab. */
  apart?: Apart<Row>;
  /** Called with the number of rows that the search leaves. */
  onCount?: (count: number) => void;
  /** Called when the last rows held come into view: more may be added at the end. */
  onNearEnd?: () => void;
  /** The order in which the rows are given; with it headers do not sort the rows held but ask for another order. */
  order?: Order;
  /** The row that has the focus at the beginning. */
  begin?: string | null;
  onOrder?: (order: Order) => void;
  /** What stands below each header, to search its column. */
  below?: ComponentType<{ column: string }>;
  /** Called with the columns after somebody moved one or made it wider; without it they stay in their order. */
  onColumns?: (columns: Column[]) => void;
  /** Whether the page itself says that there are no rows. */
  mute?: boolean;
  /** The height of a line in pixels. */
  rowHeight?: number;
  /** Called for F2 and for the pencil of a cell: a value of the row is to be changed where it stands. */
  onEdit?: (row: Row, column: string, cell: HTMLElement) => void;
  /** Whether a value can be changed so. */
  canEdit?: (row: Row, column: string) => boolean;
  /** What the pencil is called. */
  editLabel?: string;
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

const ticking = {
  mode: 'multiRow',
  checkboxes: true,
  headerCheckbox: true,
  enableClickSelection: false,
} as const;
const tickColumn = { width: 42, resizable: false, suppressHeaderMenuButton: true } as const;

/** Whether a click went to a box or an icon, or beside it in its cell: then the row is not opened. */
function isAside(target: EventTarget | null | undefined): boolean {
  return target instanceof Element && target.closest(asides) !== null;
}

const asides = `[col-id="ag-Grid-SelectionColumn"], [col-id="${apartColumn}"]`;

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
  onFocus,
  onOpenApart,
  apart,
  onCount,
  onNearEnd,
  order,
  onOrder,
  begin,
  onTick,
  below,
  onColumns,
  rowHeight = 30,
  onEdit,
  canEdit,
  editLabel = '',
  mute = false,
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
  const movable = onColumns !== undefined;
  const pencil = usePencil<Row>(canEdit);
  const { tip, ...header } = useHeaderTip();
  const byDefault = useMemo<ColDef<Row>>(
    () => ({
      sortable: true,
      resizable: true,
      suppressMovable: !movable,
      minWidth: 70,
      ...(below === undefined
        ? {}
        : {
            filter: 'agTextColumnFilter',
            floatingFilter: true,
            suppressFloatingFilterButton: true,
            suppressHeaderFilterButton: true,
            suppressHeaderMenuButton: true,
            floatingFilterComponent: Below,
            floatingFilterComponentParams: { below },
          }),
      // Where some columns cannot be sorted by, those that can are marked.
      ...(ordered ? { comparator: asGiven, sortingOrder: ['asc', 'desc'], unSortIcon: true } : {}),
    }),
    [ordered, movable, below],
  );
  const openApart = useRef(onOpenApart);
  useEffect(() => {
    openApart.current = onOpenApart;
  });
  const shown = useMemo(() => {
    const own =
      order === undefined
        ? columns
        : columns.map((column) => ({
            ...column,
            sort: column.colId === order.column ? ways[Number(order.descending)] : null,
          }));
    if (apart === undefined) return own;
    const pinned = columns.some((column) => column.pinned && !column.hide);
    const side = dir === 'rtl' ? 'right' : 'left';
    return [apartColumnOf(apart, (row: Row) => openApart.current?.(row), side, pinned), ...own];
  }, [columns, order, apart, dir]);
  const rowId = useMemo(() => (row: GetRowIdParams<Row>) => idOf(row.data), [idOf]);
  const open = (row: Row | undefined, event: Event | null | undefined) => {
    if (row === undefined) return;
    const apart =
      (event instanceof MouseEvent || event instanceof KeyboardEvent) && (event.ctrlKey || event.metaKey);
    if (!apart) onOpen(row, event);
    else onOpenApart?.(row);
  };
  const grid = (
    <AgGridReact<Row>
      key={`${dir}-${i18n.language}`}
      theme={look}
      enableRtl={dir === 'rtl'}
      rowData={rows}
      loading={loading}
      suppressNoRowsOverlay={mute}
      enableBrowserTooltips
      columnDefs={shown}
      defaultColDef={byDefault}
      getRowId={rowId}
      quickFilterText={search}
      cacheQuickFilter
      localeText={locale}
      animateRows={false}
      suppressCellFocus={false}
      rowHeight={rowHeight}
      floatingFiltersHeight={34}
      suppressDragLeaveHidesColumns
      onColumnMoved={({ finished, source, api }) => {
        if (finished && source === 'uiColumnMoved') onColumns?.(columnsOf(api));
      }}
      onColumnResized={({ finished, source, api }) => {
        if (finished && source === 'uiColumnResized') onColumns?.(columnsOf(api));
      }}
      onCellMouseOver={pencil.over}
      onCellFocused={({ api: grid, rowIndex }) => {
        const row = rowIndex === null ? undefined : grid.getDisplayedRowAtIndex(rowIndex)?.data;
        if (row !== undefined) onFocus?.(row);
      }}
      onCellMouseOut={pencil.out}
      onBodyScroll={pencil.hide}
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
      onModelUpdated={(event) => {
        pencil.hide();
        onCount?.(event.api.getDisplayedRowCount());
      }}
      onRowClicked={({ data, event }) => {
        if (!isAside(event?.target)) open(data, event);
      }}
      onCellMouseDown={({ data, event }) => {
        if (!(event instanceof MouseEvent) || event.button !== 1 || data === undefined) return;
        event.preventDefault();
        onOpenApart?.(data);
      }}
      onCellKeyDown={({ data, event }) => {
        if (!(event instanceof KeyboardEvent)) return;
        const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('.ag-cell') : null;
        const id = cell?.getAttribute('col-id');
        if (event.code.endsWith('Enter')) {
          if (id === apartColumn && data !== undefined) onOpenApart?.(data);
          else open(data, event);
        }
        const copies = event.code === 'KeyC' && (event.ctrlKey || event.metaKey);
        if (copies && cell !== null && getSelection()?.isCollapsed !== false) void copyCell(cell);
        if (event.code === 'F2' && data !== undefined && cell !== null && id != null && canEdit?.(data, id))
          onEdit?.(data, id, cell);
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
  const { spot } = pencil;
  return (
    <div
      role="presentation"
      className={classes.frame}
      onFocusCapture={header.onFocus}
      onBlurCapture={header.onBlur}
    >
      {grid}
      {tip !== null && <HeaderTip tip={tip} />}
      {spot !== null && onEdit !== undefined && (
        <button
          type="button"
          className={classes.pencil}
          style={{ top: spot.top, left: spot.left, height: spot.height }}
          tabIndex={-1}
          onMouseLeave={pencil.hide}
          aria-label={editLabel}
          title={editLabel}
          onClick={() => {
            pencil.hide();
            onEdit(spot.row, spot.column, spot.cell);
          }}
        >
          <Icon name="pencil" size={13} />
        </button>
      )}
    </div>
  );
}

function Below({ column, below: Search }: CustomFloatingFilterProps & { below: Props<unknown>['below'] }) {
  return Search === undefined ? null : <Search column={column.getColId()} />;
}
