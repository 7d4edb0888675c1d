import { type FocusEvent, useState } from 'react';
import classes from './Grid.module.css';

interface Tip {
  text: string;
  top: number;
  left: number;
}

/** What is said of a column, shown while the keyboard is at its header: the mouse sees it as the header's title. */
export function useHeaderTip() {
  const [tip, setTip] = useState<Tip | null>(null);
  return {
    tip,
    onFocus: ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
      const header = target.closest<HTMLElement>('.ag-header-cell[title]');
      if (header === null || !target.matches(':focus-visible')) return setTip(null);
      const [at, frame] = [header.getBoundingClientRect(), currentTarget.getBoundingClientRect()];
      const left = Math.max(0, Math.min(at.left - frame.left, frame.width - width));
      setTip({ text: header.title, top: at.bottom - frame.top, left });
    },
    onBlur: () => setTip(null),
  };
}

/** Of a tip, in pixels. */
const width = 260;

export function HeaderTip({ tip: { text, top, left } }: { tip: Tip }) {
  // The header has the same text as its title, which is what screen readers say.
  return (
    <div className={classes.tip} style={{ top, left, maxWidth: width }} aria-hidden="true">
      {text}
    </div>
  );
}
