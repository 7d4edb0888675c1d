import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QuarantineCount } from '../../ui/QuarantineCount';
import classes from './Intake.module.css';

/** The way between the two screens of the intake. */
export function Areas() {
  const { t } = useTranslation('intake');
  return (
    <nav className={classes.areas} aria-label={t('sources.title')}>
      <Link to="/sources" activeOptions={{ exact: true }} className={classes.area}>
        {t('sources.title')}
      </Link>
      <Link to="/sources/quarantine" className={classes.area}>
        {t('quarantine.title')} <QuarantineCount />
      </Link>
    </nav>
  );
}
