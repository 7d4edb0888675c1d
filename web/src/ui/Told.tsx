import { useTranslation } from 'react-i18next';
import type { Explained } from '../api/types';
import { isolated, moment } from '../i18n/format';
import { Candidates } from './Candidates';
import { tell } from './explain';
import classes from './Told.module.css';

interface Props {
  explained: Explained;
  /** How the lead is called. */
  lead: string;
  nameOf: (user: string) => string;
  heading: string | null;
}

/** A decision about a lead, told in sentences and as the table of its candidates. */
export function Told({ explained, lead, nameOf, heading }: Props) {
  const { t, i18n } = useTranslation('simulator');
  const language = i18n.language;
  const told = tell(explained, { t, language, lead, nameOf });
  return (
    <>
      <p className={classes.facts}>
        {heading !== null && <strong>{heading}</strong>}
        <span>{moment(language, explained.at)}</span>
        {explained.rule !== '' && (
          <span>{t('explanation.rule', { rule: isolated(language, explained.rule) })}</span>
        )}
        <span>{t(`how.${explained.how}`)}</span>
      </p>
      <p className={classes.because} aria-live="polite">
        {told.because}
      </p>
      {told.credited.length + told.leftOut.length > 0 && (
        <ul className={classes.reasons}>
          {[...told.credited, ...told.leftOut].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {explained.candidates.length > 0 && <Candidates explained={explained} nameOf={nameOf} />}
      {told.skipped.length > 0 && (
        <div className={classes.skipped}>
          <h3>{t('skipped.title')}</h3>
          {told.skipped.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </>
  );
}
