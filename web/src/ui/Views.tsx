import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Views.module.css';

interface Props<View extends string> {
  /** Spoken at the head of the screen; views that have headings of their own need none. */
  title?: string;
  views: readonly View[];
  labelOf: (view: View) => string;
  /** What each view shows. */
  shown: Record<View, ReactNode>;
  open: View | null;
  onOpen: (view: View) => void;
}

/** A screen of several views, one at a time, by tabs. */
export function Views<View extends string>({ title, views, labelOf, shown, open, onOpen }: Props<View>) {
  return (
    <Tabs
      value={open}
      onChange={(next) => onOpen(next as View)}
      keepMounted={false}
      className={classes.tabs ?? ''}
    >
      {title !== undefined && <h1 className="spoken">{title}</h1>}
      <Tabs.List className={classes.list ?? ''} aria-label={title}>
        {views.map((view) => (
          <Tabs.Tab key={view} value={view}>
            {labelOf(view)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {views.map((view) => (
        <Tabs.Panel key={view} value={view}>
          {shown[view]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
