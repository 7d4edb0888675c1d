import { Button, Table } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { holdingsQuery, prepareBulk } from '../../api/bulk';
import { whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { useHandOver } from '../../ui/Holding';
import { Jobs } from '../../ui/Jobs';
import { ProblemNotice } from '../../ui/Notice';
import screen from '../../ui/Page.module.css';
import { Rows } from '../../ui/Rows';
import { useMoment } from '../../ui/useZone';
import classes from './Moves.module.css';
import { bulksQuery } from './queries';
import { deedOf, stateWord, titleOf } from './words';

/** Work that was or can be handed over: who holds how much, and the recent hand-overs. */
export function Bulks() {
  const { t } = useTranslation('moves');
  const navigate = useNavigate();
  const unassigned = useMutation({
    mutationFn: () => prepareBulk({ unassigned: true }),
    onSuccess: (id) => void navigate({ to: '/bulk/$id', params: { id } }),
  });
  return (
    <div className={screen.page}>
      <header className={classes.head}>
        <h1>{t('title')}</h1>
        <Button variant="default" loading={unassigned.isPending} onClick={() => unassigned.mutate()}>
          {t('unassigned')}
        </Button>
      </header>
      <p className="quiet">{t('text')}</p>
      {unassigned.isError && <ProblemNotice error={unassigned.error} />}
      <Recent />
      <Holders />
    </div>
  );
}

function Recent() {
  const { t, i18n } = useTranslation('moves');
  const { t: words } = useTranslation('bulk');
  const moment = useMoment();
  return (
    <Jobs
      title={t('recent.title')}
      loading={t('loading')}
      jobs={useQuery(bulksQuery)}
      heads={[t('recent.what'), t('recent.by'), t('recent.at'), t('recent.state')]}
      actions={null}
      blank={<Blank title={t('recent.noneTitle')}>{t('recent.noneText')}</Blank>}
    >
      {(row) => (
        <Table.Tr key={row.id}>
          <Table.Td>
            <Link to="/bulk/$id" params={{ id: row.id }}>
              {deedOf(row, words, i18n.language)}
            </Link>
            <div className="quiet">{titleOf(row, t, i18n.language)}</div>
          </Table.Td>
          <Table.Td>
            <bdi>{row.madeBy.name}</bdi>
          </Table.Td>
          <Table.Td>{moment(row.madeAt)}</Table.Td>
          <Table.Td>{stateWord(row, t, i18n.language)}</Table.Td>
        </Table.Tr>
      )}
    </Jobs>
  );
}

function Holders() {
  const { t, i18n } = useTranslation('moves');
  const holders = useQuery(holdingsQuery);
  const handOver = useHandOver();
  if (holders.isError) return <ProblemNotice error={holders.error} />;
  if (holders.data === undefined || holders.data.length === 0) return null;
  return (
    <section aria-labelledby="holders">
      <h2 id="holders">{t('holders.title')}</h2>
      {handOver.isError && <ProblemNotice error={handOver.error} />}
      <Rows heads={[t('holders.person'), t('holders.open')]} actions={t('holders.actions')}>
        {holders.data.map((holder) => (
          <Table.Tr key={holder.key}>
            <Table.Td>
              <bdi>{holder.name}</bdi>
              {!holder.active && <span className="alert"> · {t('holders.inactive')}</span>}
            </Table.Td>
            <Table.Td className="figures">{whole(i18n.language, holder.open)}</Table.Td>
            <Table.Td>
              <Button
                size="compact-sm"
                variant={holder.active ? 'subtle' : 'light'}
                aria-label={t('holders.handOverOf', { name: holder.name })}
                disabled={handOver.isPending}
                onClick={() => handOver.mutate(holder.key)}
              >
                {t('holding.handOver')}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </section>
  );
}
