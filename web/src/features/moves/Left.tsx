import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { Rows } from '../../ui/Rows';
import { type BulkSheet, leadsOfQuery } from './queries';

const whys = [
  'closed',
  'elsewhere',
  'inactive',
  'worked',
  'same',
  'changed',
  'not-yours',
  'same-note',
  'too-many',
] as const;

/** Leads that stayed where they were: when it was done, and when it was undone. */
export function Left({ sheet }: { sheet: BulkSheet }) {
  // Those that were with the right person before are told with what each gets.
  const skipped = sheet.skipped.filter(({ name }) => name !== 'theirs');
  return (
    <>
      {sheet.kept.length > 0 && <List id={sheet.row.id} counts={sheet.kept} state="kept" />}
      {skipped.length > 0 && <List id={sheet.row.id} counts={skipped} state="skipped" />}
    </>
  );
}

interface Props {
  id: string;
  counts: BulkSheet['kept'];
  state: 'kept' | 'skipped';
}

function List({ id, counts, state }: Props) {
  const { t, i18n } = useTranslation('moves');
  const rows = (useQuery(leadsOfQuery(id, state)).data ?? []).filter(({ why }) => why !== 'theirs');
  const all = counts.reduce((sum, { leads }) => sum + leads, 0);
  const word = (why: string) => t(`why.${whys.find((each) => each === why) ?? 'elsewhere'}`);
  return (
    <section aria-labelledby={state}>
      <h2 id={state}>{t(`left.${state}`, { count: all, figure: whole(i18n.language, all) })}</h2>
      <Rows heads={[t('left.lead'), t('left.why')]} actions={null}>
        {rows.map((lead) => (
          <Table.Tr key={lead.id}>
            <Table.Td>
              <Link to="/leads/$id" params={{ id: lead.id }}>
                <bdi>{lead.name === '' ? t('left.unnamed') : lead.name}</bdi>
              </Link>
            </Table.Td>
            <Table.Td>{word(lead.why)}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
      {rows.length < all && rows.length > 0 && (
        <p className="quiet">{t('left.first', { figure: whole(i18n.language, rows.length) })}</p>
      )}
    </section>
  );
}
