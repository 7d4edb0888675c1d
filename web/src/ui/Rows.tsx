import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Card.module.css';

interface Props {
  heads: string[];
  /** What the last column is for, whose head is not drawn; null for none. */
  actions: string | null;
  children: ReactNode;
}

/** A short table whose rows end in what can be done with them; scrolls sideways where it is too wide. */
export function Rows({ heads, actions, children }: Props) {
  return (
    <div className={classes.scroll}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
            {actions !== null && (
              <Table.Th>
                <span className="spoken">{actions}</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
