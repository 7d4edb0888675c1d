import type { ReactNode } from 'react';
import classes from './Blank.module.css';

/** A place with nothing in it yet: says what belongs here and what to do. */
export function Blank({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.blank}>
      <svg
        width="132"
        height="56"
        viewBox="0 0 132 56"
        aria-hidden="true"
        focusable="false"
        className={classes.lines}
      >
        <g fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
          <path d="M2 28h46" strokeDasharray="1 6" />
          <circle cx="60" cy="28" r="9" />
          <path d="M72 24c18-4 26-16 58-18M73 28h57M72 32c18 4 26 16 58 18" strokeDasharray="1 6" />
        </g>
      </svg>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
      {action}
    </div>
  );
}
