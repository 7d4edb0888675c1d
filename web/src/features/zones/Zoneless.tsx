import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { zonelessQuery } from '../../api/zones';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import classes from './Zones.module.css';

/** The newest leads that are in no zone, with what it would be found from. */
export function Zoneless() {
  const { t } = useTranslation('zones');
  const leads = useQuery(zonelessQuery);
  if (leads.isError) return <ProblemNotice error={leads.error} />;
  if (leads.data === undefined) return null;
  const { rows, more } = leads.data;
  return (
    <div className={classes.form}>
      <h2>{t('none')}</h2>
      <p className={classes.hint}>{t('noneHint')}</p>
      {rows.length === 0 ? (
        <p>{t('noneAtAll')}</p>
      ) : (
        <Rows
          heads={[t('lead'), t('postcode'), t('town'), t('province'), t('country'), t('given')]}
          actions={null}
        >
          {rows.map((lead) => (
            <Table.Tr key={lead.id}>
              <Table.Td>
                <Link to="/leads/$id" params={{ id: lead.id }}>
                  <bdi>{lead.name || '–'}</bdi>
                </Link>
              </Table.Td>
              {(['postcode', 'town', 'province', 'country', 'zone'] as const).map((column) => (
                <Table.Td key={column}>
                  <bdi>{lead[column]}</bdi>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Rows>
      )}
      {more && <p className="quiet">{t('noneMore')}</p>}
    </div>
  );
}
