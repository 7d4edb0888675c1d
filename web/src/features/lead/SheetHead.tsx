import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon';
import classes from './Lead.module.css';

interface Props {
  title: string;
  /** What it is; empty where that goes without saying. */
  kind: string;
  /** What is said below the title. */
  children?: ReactNode;
  /** What stands at the end of the line. */
  aside?: ReactNode;
}

/** The head of a page of its own, which also names the tab it is open in. */
export function SheetHead({ title, kind, children, aside }: Props) {
  const { t } = useTranslation('lead');
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · Fairlead`;
    return () => {
      document.title = before;
    };
  }, [title]);
  return (
    <header className={classes.head}>
      <div className={classes.headLine}>
        <Link to="/leads" className={classes.back}>
          <Icon name="back" size={14} /> {t('backToList')}
        </Link>
        {aside}
      </div>
      <h1>
        <bdi>{title}</bdi>
        {kind !== '' && <span className={`quiet ${classes.kind}`}> {kind}</span>}
      </h1>
      {children}
    </header>
  );
}
