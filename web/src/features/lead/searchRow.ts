import { createContext } from 'react';
import type { Kind } from './columns';
import type { LeadsSearch } from './search';

/** What the row below the headers knows of its list. */
interface Row {
  kinds: Map<string, Kind>;
  search: LeadsSearch;
  values: Record<string, string[]>;
  /** What is wrong with a column, by its id. */
  flaws: Record<string, string>;
  onValues: (column: string, values: string[]) => void;
}

const nothing: Row = { kinds: new Map(), search: {}, values: {}, flaws: {}, onValues: () => {} };

export const SearchRow = createContext<Row>(nothing);
