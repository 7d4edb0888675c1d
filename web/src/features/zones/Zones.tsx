import { Button, Chip, Menu, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { isFollowing, leadsOf, type ZoneList, type ZoneRow, zonesKey, zonesQuery } from '../../api/zones';
import { Blank } from '../../ui/Blank';
import { Icon } from '../../ui/Icon';
import { ChangeNotice } from '../../ui/Misfits';
import { ProblemNotice } from '../../ui/Notice';
import { type ZoneChoice, ZoneTree } from '../../ui/ZoneTree';
import { ZoneEditor } from './ZoneEditor';
import { ZoneImport } from './ZoneImport';
import { Zoneless } from './Zoneless';
import classes from './Zones.module.css';

/** The tree of zones: how many leads each has, and what it is made from. */
export function Zones() {
  const { t } = useTranslation('zones');
  const queries = useQueryClient();
  const zones = useQuery({
    ...zonesQuery(null),
    refetchInterval: ({ state }) => (isFollowing(state.data) ? 1_000 : 10_000),
  });
  const [chosen, setChosen] = useState<ZoneChoice>({ kind: 'all' });
  const [statuses, setStatuses] = useState<string[]>([]);
  const [taking, setTaking] = useState(false);
  const follow = () => void queries.invalidateQueries({ queryKey: zonesKey });
  const italy = useMutation({
    mutationFn: () => bodyOf(api.POST('/api/zones/italy')),
    onSuccess: follow,
  });
  if (zones.isError) return <ProblemNotice error={zones.error} />;
  if (zones.data === undefined) return null;
  const list = zones.data;
  const ways = (
    <>
      <Button variant="light" loading={italy.isPending} onClick={() => italy.mutate()}>
        {t('italy')}
      </Button>
      <Button variant="light" onClick={() => setTaking(true)}>
        {t('import')}
      </Button>
    </>
  );
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t('title')}</h1>
        {list.zones > 0 && (
          <div className={classes.ways}>
            <Button onClick={() => setChosen({ kind: 'all' })}>{t('add')}</Button>
            {ways}
            <Export />
          </div>
        )}
      </header>
      <p className={classes.hint}>{t('hint')}</p>
      {italy.isError && <ChangeNotice error={italy.error} />}
      <Follow list={list} />
      {list.zones === 0 ? (
        <Blank title={t('blank')} action={<div className={classes.ways}>{ways}</div>}>
          {t('blankHint')}
        </Blank>
      ) : (
        <div className={classes.columns}>
          <section className={classes.card} aria-label={t('title')}>
            <Statuses list={list} statuses={statuses} onChange={setStatuses} />
            <ZoneTree chosen={idOf(chosen)} onChoose={setChosen} statuses={statuses} />
          </section>
          <section className={classes.card} aria-label={nameOf(chosen, t)}>
            {chosen.kind === 'none' ? (
              <Zoneless />
            ) : (
              <ZoneEditor
                key={idOf(chosen) ?? 'new'}
                id={chosen.kind === 'zone' ? chosen.zone.id : null}
                onDone={(zone: ZoneRow | null) => {
                  follow();
                  setChosen(zone === null ? { kind: 'all' } : { kind: 'zone', zone });
                }}
              />
            )}
          </section>
        </div>
      )}
      {taking && (
        <ZoneImport
          empty={list.zones === 0}
          onClose={(done) => {
            setTaking(false);
            if (done) follow();
          }}
        />
      )}
    </div>
  );
}

function idOf(choice: ZoneChoice): string | null {
  return choice.kind === 'zone' ? choice.zone.id : choice.kind === 'none' ? 'none' : null;
}

function nameOf(choice: ZoneChoice, t: (key: 'none' | 'add') => string): string {
  return choice.kind === 'zone' ? choice.zone.name : t(choice.kind === 'none' ? 'none' : 'add');
}

/** Which leads are counted. */
function Statuses({
  list,
  statuses,
  onChange,
}: {
  list: ZoneList;
  statuses: string[];
  onChange: (statuses: string[]) => void;
}) {
  const { t, i18n } = useTranslation('zones');
  const figures = new Intl.NumberFormat(i18n.language);
  const leads = (status: string) => leadsOf(list.all, [status]) ?? 0;
  const known = Object.keys(list.all ?? {}).sort((a, b) => leads(b) - leads(a));
  if (known.length < 2) return null;
  return (
    <Chip.Group multiple value={statuses} onChange={onChange}>
      <fieldset className={classes.chips}>
        <legend className="spoken">{t('statuses')}</legend>
        {known.map((status) => (
          <Chip key={status} value={status} size="xs" variant="light">
            <bdi>{status === '' ? t('noStatus') : status}</bdi>{' '}
            <span className="figures">{figures.format(leads(status))}</span>
          </Chip>
        ))}
      </fieldset>
    </Chip.Group>
  );
}

/** How far leads follow a tree that was changed. */
function Follow({ list }: { list: ZoneList }) {
  const { t, i18n } = useTranslation('zones');
  const figures = new Intl.NumberFormat(i18n.language);
  const { progress } = list;
  if (progress == null || !isFollowing(list) || progress.all === 0) return null;
  const said = t('following', { looked: figures.format(progress.looked), all: figures.format(progress.all) });
  return (
    <div className={classes.follow} role="status">
      <span>{said}</span>
      <Progress aria-label={said} value={(100 * progress.looked) / progress.all} animated />
    </div>
  );
}

function Export() {
  const { t } = useTranslation('zones');
  const save = async () => {
    const { csv } = await bodyOf(api.GET('/api/zones/export'));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
    link.download = 'zones.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" aria-label={t('moreWays')}>
          <Icon name="down" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="save" />} onClick={() => void save()}>
          {t('export')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
