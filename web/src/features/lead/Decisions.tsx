import { useTranslation } from 'react-i18next';
import type { LeadSheet } from '../../api/types';
import { Told } from '../../ui/Told';
import classes from './Lead.module.css';

/** Why a lead went where it went, newest first. */
export function Decisions({ sheet, title }: { sheet: LeadSheet; title: string }) {
  const { t } = useTranslation('lead');
  const names = new Map(sheet.people.map(({ key, name }) => [key, name]));
  return (
    <section className={classes.card}>
      <h2>{t('decisions.title')}</h2>
      {sheet.decisions.length === 0 && <p className="quiet">{t('decisions.none')}</p>}
      <ol className={classes.moves}>
        {sheet.decisions.map(({ id, explained }) => (
          <li key={id} className={classes.move}>
            <Told
              explained={explained}
              lead={title}
              nameOf={(user) => names.get(user) ?? user}
              heading={null}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
