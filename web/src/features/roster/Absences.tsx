import { ActionIcon, Button, Modal, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import type { AbsenceRow } from '../../api/types';
import { dayOf, isolated, moment, wallTime } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { Rows } from '../../ui/Rows';
import { AbsenceEditor } from './AbsenceEditor';
import { absencesQuery } from './queries';
import classes from './Roster.module.css';
import { useKindName } from './useKindName';

/** Who is away when: one's own absences, and everybody's for who manages people. */
export function Absences() {
  const { t, i18n } = useTranslation('roster');
  const session = useQuery(sessionQuery).data;
  const absences = useQuery(absencesQuery);
  const [past, setPast] = useState(false);
  const [edited, setEdited] = useState<AbsenceRow | 'new' | null>(null);
  const kindName = useKindName();
  if (absences.isError) return <ProblemNotice error={absences.error} />;
  if (absences.data === undefined || session === null || session === undefined) return null;
  const manages = session.can.managePeople;
  const today = wallTime(session.company.timezone).slice(0, 10);
  const rows = absences.data.filter((row) => past || row.to.slice(0, 10) >= today);
  const say = (time: string) =>
    time.length === 10 ? dayOf(i18n.language, time) : moment(i18n.language, time.slice(0, 16));
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <h1 className={classes.title}>{manages ? t('absences.all') : t('absences.own')}</h1>
        <Button variant="subtle" color="gray" aria-pressed={past} onClick={() => setPast(!past)}>
          {past ? t('absences.hidePast') : t('absences.showPast')}
        </Button>
        <Button className={classes.end} onClick={() => setEdited('new')}>
          {t('absences.add')}
        </Button>
      </div>
      {rows.length === 0 ? (
        <Blank title={t('absences.noneTitle')}>{t('absences.noneText')}</Blank>
      ) : (
        <Rows
          heads={[
            ...(manages ? [t('duty.person')] : []),
            t('absences.from'),
            t('absences.to'),
            t('absences.kind'),
          ]}
          actions={t('absences.actions')}
        >
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              {manages && (
                <Table.Td>
                  <bdi>{row.userName}</bdi>
                </Table.Td>
              )}
              <Table.Td>{say(row.from)}</Table.Td>
              <Table.Td>{say(row.to)}</Table.Td>
              <Table.Td>{kindName(row.kind)}</Table.Td>
              <Table.Td>
                <ActionIcon
                  aria-label={t('absences.edit', {
                    name: isolated(i18n.language, row.userName),
                    from: say(row.from),
                  })}
                  onClick={() => setEdited(row)}
                >
                  <Icon name="pencil" />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === 'new' ? t('absences.add') : t('absences.change')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {edited !== null && (
          <AbsenceEditor
            key={edited === 'new' ? 'new' : `${edited.id} ${edited.version}`}
            absence={edited === 'new' ? null : edited}
            today={today}
            onDone={() => setEdited(null)}
          />
        )}
      </Modal>
    </div>
  );
}
