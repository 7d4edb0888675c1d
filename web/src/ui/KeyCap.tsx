import type { ReactNode } from 'react';
import classes from './KeyCap.module.css';

/** A key or keys that do the same as the button they stand in. */
export function KeyCap({ children }: { children: ReactNode }) {
  return <kbd className={classes.key}>{children}</kbd>;
}
