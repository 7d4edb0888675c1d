import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { quarantineCountQuery } from '../api/quarantine';
import classes from './Count.module.css';

/** How much in quarantine waits for somebody to look at it; nothing if nothing does. */
export function QuarantineCount() {
  const { t, i18n } = useTranslation('shell');
  const open = useQuery(quarantineCountQuery).data;
  if (open === undefined || open.value === 0) return null;
  const figure = open.value.toLocaleString(i18n.language);
  return (
    <span className={classes.count} role="img" aria-label={t('quarantined', { count: open.value })}>
      {open.exact ? figure : `${figure}+`}
    </span>
  );
}
