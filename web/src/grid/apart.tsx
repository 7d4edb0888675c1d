import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import { Icon } from '../ui/Icon';
import classes from './Grid.module.css';

/** The column of the icons that open rows in new tabs; what grids keep of their columns leaves it out. */
export const apartColumn = '_apart';

/** How rows are opened in new tabs by an icon of their own. */
export interface Apart<Row> {
  label: string;
  /** The address of a row's page. */
  hrefOf: (row: Row) => string;
}

/** A narrow column at the side where lines begin, with a link for each row. */
export function apartColumnOf<Row>(
  { label, hrefOf }: Apart<Row>,
  onOpenApart: (row: Row) => void,
  side: 'left' | 'right',
  pinned: boolean,
): ColDef<Row> {
  return {
    colId: apartColumn,
    headerName: label,
    headerClass: classes.apartHead ?? '',
    width: 34,
    minWidth: 34,
    maxWidth: 34,
    pinned: pinned ? side : null,
    sortable: false,
    resizable: false,
    suppressMovable: true,
    lockPosition: side,
    filter: false,
    floatingFilter: false,
    cellClass: classes.apart ?? '',
    cellRenderer: ({ data }: ICellRendererParams<Row>) =>
      data === undefined ? null : (
        <a
          href={hrefOf(data)}
          tabIndex={-1}
          aria-label={label}
          title={label}
          onClick={(event) => {
            event.preventDefault();
            onOpenApart(data);
          }}
          onAuxClick={(event) => event.preventDefault()}
        >
          <Icon name="apart" size={14} />
        </a>
      ),
  };
}
