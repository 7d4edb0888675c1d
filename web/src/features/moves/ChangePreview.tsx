import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import { wallAt, whole } from '../../i18n/format';
import { FieldValue } from '../../ui/FieldValue';
import { fieldOf } from '../../ui/fields';
import { Rows } from '../../ui/Rows';
import { useAddressFields } from '../../ui/useAddressFields';
import { useZone } from '../../ui/useZone';
import { ZoneName } from '../../ui/ZoneName';
import { type BulkSheet, type BulkSummary, leadsOfQuery } from './queries';

const shown = 20;
const whys = ['same', 'changed', 'not-yours', 'same-note', 'closed'] as const;

/** What leads would get, and which would be left as they are. */
export function ChangePreview({ sheet }: { sheet: BulkSheet }) {
  const { t, i18n } = useTranslation('bulk');
  const { t: moves } = useTranslation('moves');
  const { row } = sheet;
  const leads = useQuery(leadsOfQuery(row.id, 'open')).data ?? [];
  const what = useWhat(row);
  const figure = (value: number) => whole(i18n.language, value);
  const sets = row.action !== 'list';
  return (
    <section aria-labelledby="change">
      <h2 id="change">{t('would', { count: sheet.open, figure: figure(sheet.open) })}</h2>
      {sheet.skipped.length > 0 && (
        <ul>
          {sheet.skipped.map(({ name, leads: count }) => (
            <li key={name}>
              {t(`left.${whys.find((each) => each === name) ?? 'changed'}`, { count, figure: figure(count) })}
            </li>
          ))}
        </ul>
      )}
      {leads.length > 0 && (
        <Rows
          heads={[
            moves('left.lead'),
            t('holder'),
            ...(sets ? [t('was', { name: what.name }), t('becomes', { name: what.name })] : []),
          ]}
          actions={null}
        >
          {leads.slice(0, shown).map((lead) => (
            <Table.Tr key={lead.id}>
              <Table.Td>
                <Link to="/leads/$id" params={{ id: lead.id }}>
                  <bdi>{lead.name === '' ? moves('left.unnamed') : lead.name}</bdi>
                </Link>
              </Table.Td>
              <Table.Td>
                <bdi>{lead.from?.name ?? t('nobody')}</bdi>
              </Table.Td>
              {sets && (
                <>
                  <Table.Td>{what.shown(lead.was)}</Table.Td>
                  <Table.Td>
                    <strong>{what.shown(what.value)}</strong>
                  </Table.Td>
                </>
              )}
            </Table.Tr>
          ))}
        </Rows>
      )}
      {sheet.open > shown && <p className="quiet">{moves('left.first', { figure: figure(shown) })}</p>}
    </section>
  );
}

/** What is set, and how its values are shown. */
function useWhat({ set, action }: BulkSummary) {
  const { t } = useTranslation('bulk');
  const { t: words } = useTranslation('lead');
  const zone = useZone();
  const own = (useQuery({ ...settingsQuery('fields'), enabled: action === 'field' }).data ?? []).map(fieldOf);
  const field = [...own, ...useAddressFields(own)].find(({ id }) => id === set?.field) ?? null;
  const name =
    action === 'status'
      ? words('column.status')
      : set?.field === 'listing'
        ? words('column.listing')
        : (field?.name ?? set?.field ?? '');
  return {
    name,
    value: action === 'status' ? set?.status : set?.value,
    shown: (value: unknown) => {
      if (value === null || value === undefined || value === '')
        return <span className="quiet">{t('empty')}</span>;
      const text = String(value);
      if (field === null) return <bdi>{text}</bdi>;
      if (field.type === 'zone') return <ZoneName zone={text} from={null} />;
      const typed =
        field.type === 'instant' && !Number.isNaN(Date.parse(text)) ? wallAt(zone, text).slice(0, 16) : text;
      return <FieldValue field={field} value={typed} />;
    },
  };
}
