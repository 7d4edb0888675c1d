import { Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import cards from '../../ui/Card.module.css';
import classes from './Replay.module.css';

interface Props<Column extends string, Row> {
  label: string;
  /** What the rows are. */
  head: string;
  columns: readonly Column[];
  columnName: (column: Column) => string;
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  rowName: (row: Row) => string;
  show: (row: Row, column: Column, side: 'before' | 'after') => string;
}

/** Figures of both sides beside each other, a row for each person or source. */
export function BeforeAfterTable<Column extends string, Row>(props: Props<Column, Row>) {
  const { label, head, columns, columnName, rows, rowKey, rowName, show } = props;
  const { t } = useTranslation('replay');
  const sides = columns.flatMap((column) => [
    { column, side: 'before' as const },
    { column, side: 'after' as const },
  ]);
  return (
    <Box component="section" className={cards.scroll} tabIndex={0} aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {head}
            </th>
            {columns.map((column) => (
              <th key={column} scope="colgroup" colSpan={2} className={classes.figure}>
                {columnName(column)}
              </th>
            ))}
          </tr>
          <tr>
            {sides.map(({ column, side }) => (
              <th key={`${column} ${side}`} scope="col" className={classes.figure}>
                {t(side)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="figures">
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              <th scope="row">{rowName(row)}</th>
              {sides.map(({ column, side }) => (
                <td key={`${column} ${side}`} className={classes.figure}>
                  <bdi>{show(row, column, side)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
