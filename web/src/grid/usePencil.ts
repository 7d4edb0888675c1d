import type { CellMouseOutEvent, CellMouseOverEvent } from 'ag-grid-community';
import { useState } from 'react';
import classes from './Grid.module.css';

/** One pencil for all cells: over the end of the one that the mouse is over. */
export function usePencil<Row>(canEdit: ((row: Row, column: string) => boolean) | undefined) {
  const [spot, setSpot] = useState<Spot<Row> | null>(null);
  const over = ({ data, column, event }: CellMouseOverEvent<Row>) => {
    const cell = event?.target instanceof Element ? event.target.closest<HTMLElement>('.ag-cell') : null;
    const frame = cell?.closest(`.${classes.frame}`)?.getBoundingClientRect();
    if (cell === null || frame === undefined || data === undefined) return;
    if (canEdit?.(data, column.getColId()) !== true) return setSpot(null);
    const at = cell.getBoundingClientRect();
    const rtl = getComputedStyle(cell).direction === 'rtl';
    setSpot({
      row: data,
      column: column.getColId(),
      cell,
      top: at.top - frame.top,
      left: (rtl ? at.left : at.right - pencilWidth) - frame.left,
      height: at.height,
    });
  };
  const out = ({ event }: CellMouseOutEvent<Row>) => {
    const to = event instanceof MouseEvent ? event.relatedTarget : null;
    if (!(to instanceof Element) || to.closest(`.${classes.pencil}`) === null) setSpot(null);
  };
  const hide = () => setSpot(null);
  return { spot, over, out, hide };
}

const pencilWidth = 26;

interface Spot<Row> {
  row: Row;
  column: string;
  cell: HTMLElement;
  top: number;
  left: number;
  height: number;
}
