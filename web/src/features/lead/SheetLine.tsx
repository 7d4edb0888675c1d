import { useTranslation } from 'react-i18next';
import type { LeadRow } from '../../api/types';
import { momentOfYear, wallTime } from '../../i18n/format';
import { Phone } from '../../ui/Phone';
import { useZone } from '../../ui/useZone';
import classes from './Lead.module.css';
import { useSourceName } from './useSourceName';
import { stateOf } from './words';

/** How to reach a lead, where it came from and when, and how it stands. */
export function SheetLine({ lead }: { lead: LeadRow }) {
  const { t, i18n } = useTranslation('lead');
  const language = i18n.language;
  const zone = useZone();
  const sourceName = useSourceName();
  return (
    <p className={`quiet ${classes.line}`}>
      {lead.phone !== '' && (
        <a href={`tel:${lead.phone}`}>
          <Phone value={lead.phone} />
        </a>
      )}
      {lead.email !== '' && (
        <a href={`mailto:${lead.email}`}>
          <bdi>{lead.email}</bdi>
        </a>
      )}
      {lead.source !== '' && <bdi>{sourceName(lead.source)}</bdi>}
      <span>{momentOfYear(language, wallTime(zone, new Date(lead.createdAt)))}</span>
      <span className={lead.assignee == null && !lead.closed ? 'alert' : ''}>
        {stateOf(lead, { t, language, zone })}
      </span>
    </p>
  );
}
