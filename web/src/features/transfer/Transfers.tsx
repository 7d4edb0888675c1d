import { Button, FileButton, Progress, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session';
import { whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Icon } from '../../ui/Icon';
import { Jobs } from '../../ui/Jobs';
import { ProblemNotice } from '../../ui/Notice';
import page from '../../ui/Page.module.css';
import { useMoment } from '../../ui/useZone';
import { ExportList } from './ExportList';
import { importsKey, importsQuery } from './queries';
import { sendFile } from './send';
import classes from './Transfer.module.css';

/** Files of leads: one to be read in, and those that were. */
export function Transfers() {
  const { t } = useTranslation('transfer');
  const session = useQuery(sessionQuery).data;
  return (
    <div className={page.page}>
      <h1>{t('title')}</h1>
      <p className="quiet">{t('text')}</p>
      <Send />
      <Recent />
      {session?.can.exportLeads && <ExportList />}
    </div>
  );
}

function Send() {
  const { t } = useTranslation('transfer');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => sendFile(file, setShare),
    onMutate: () => setShare(0),
    onSuccess: (sheet) => {
      void queries.invalidateQueries({ queryKey: importsKey });
      void navigate({ to: '/transfers/$id', params: { id: sheet.id } });
    },
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && !send.isPending) send.mutate(file);
  };
  return (
    <section
      aria-label={t('send.title')}
      className={over ? `${classes.drop} ${classes.over}` : classes.drop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="file" size={28} />
      <p>{t('send.drop')}</p>
      <FileButton
        onChange={(file) => file !== null && send.mutate(file)}
        accept=".csv,.txt,.tsv,.xlsx,text/csv"
      >
        {(props) => (
          <Button {...props} loading={send.isPending}>
            {t('send.choose')}
          </Button>
        )}
      </FileButton>
      <p className="quiet">{t('send.hint')}</p>
      {send.isPending && (
        <div className={classes.bar}>
          <Progress value={share * 100} aria-label={t('send.going')} />
        </div>
      )}
      {send.isError && <ProblemNotice error={send.error} />}
    </section>
  );
}

function Recent() {
  const { t, i18n } = useTranslation('transfer');
  const moment = useMoment();
  return (
    <Jobs
      title={t('recent.title')}
      loading={t('loading')}
      jobs={useQuery(importsQuery)}
      heads={[t('recent.file'), t('recent.state'), t('recent.leads'), t('recent.at')]}
      actions={null}
      blank={<Blank title={t('recent.noneTitle')}>{t('recent.noneText')}</Blank>}
    >
      {(row) => (
        <Table.Tr key={row.id}>
          <Table.Td>
            <Link to="/transfers/$id" params={{ id: row.id }}>
              <bdi>{row.name}</bdi>
            </Link>
          </Table.Td>
          <Table.Td>{t(`state.${row.state as 'done'}`)}</Table.Td>
          <Table.Td className="figures">{whole(i18n.language, row.made - row.returned)}</Table.Td>
          <Table.Td>{moment(row.madeAt)}</Table.Td>
        </Table.Tr>
      )}
    </Jobs>
  );
}
