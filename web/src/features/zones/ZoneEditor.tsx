import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, Problem } from '../../api/client';
import { leadsOf, type ZoneRow, zoneSearchQuery, zonesKey, zonesQuery } from '../../api/zones';
import { isolated } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { ChangeNotice } from '../../ui/Misfits';
import classes from './Zones.module.css';

interface Props {
  /** Null for a new zone. */
  id: string | null;
  /** Called with the zone as it is now, with null once it is gone. */
  onDone: (zone: ZoneRow | null) => void;
}

/** One zone as it is now, or a new one. */
export function ZoneEditor({ id, onDone }: Props) {
  const zone = useQuery({
    queryKey: [...zonesKey, 'one', id],
    enabled: id !== null,
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/zones/{id}', { params: { path: { id: id ?? '' } }, signal })),
  });
  if (id !== null && zone.data === undefined) return null;
  return (
    <ZoneForm key={zone.dataUpdatedAt} zone={id === null ? null : (zone.data ?? null)} onDone={onDone} />
  );
}

function ZoneForm({ zone, onDone }: { zone: ZoneRow | null; onDone: Props['onDone'] }) {
  const { t, i18n } = useTranslation('zones');
  const [name, setName] = useState(zone?.name ?? '');
  const [key, setKey] = useState('');
  const [postcodes, setPostcodes] = useState(zone?.postcodes ?? '');
  const [parent, setParent] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const keep = useMutation({
    mutationFn: () => {
      const facts = { name, postcodes, ...(parent === null ? {} : { parent }) };
      return zone === null
        ? bodyOf(api.POST('/api/zones', { body: { ...facts, key: key.trim() === '' ? undefined : key } }))
        : bodyOf(api.PATCH('/api/zones/{id}', { params: { path: { id: zone.id } }, body: facts }));
    },
    onSuccess: onDone,
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/zones/{id}', { params: { path: { id: zone?.id ?? '' } } }),
    onSuccess: () => onDone(null),
  });
  const flaws = new Map(
    (keep.error instanceof Problem ? keep.error.fields : []).map(({ field, slug }) => [field, slug]),
  );
  const flawOf = (field: string) => {
    const slug = flaws.get(field);
    return slug === undefined ? undefined : t(`flaw.${slug as 'required'}`);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  const title = zone === null ? t('add') : zone.name;
  return (
    <form className={classes.form} onSubmit={submit}>
      <h2>
        <bdi>{title}</bdi>
      </h2>
      {zone !== null && (
        <p className="quiet">
          <bdi>{zone.way.join(' · ')}</bdi> ·{' '}
          {t('leads', {
            count: leadsOf(zone.leads, []) ?? 0,
            figure: new Intl.NumberFormat(i18n.language).format(leadsOf(zone.leads, []) ?? 0),
          })}
        </p>
      )}
      <TextInput
        label={t('name')}
        required
        withAsterisk={false}
        maxLength={100}
        value={name}
        error={flawOf('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {zone === null ? (
        <TextInput
          label={t('key')}
          description={t('keyHint')}
          maxLength={100}
          placeholder={name}
          value={key}
          error={flawOf('key')}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      ) : (
        <TextInput label={t('key')} description={t('keyHint')} value={zone.key} disabled />
      )}
      <Parent zone={zone} value={parent} error={flawOf('parent')} onChange={setParent} />
      <TextInput
        label={t('postcodes')}
        description={t('postcodesHint')}
        dir="ltr"
        value={postcodes}
        error={flawOf('postcodes')}
        onChange={(event) => setPostcodes(event.currentTarget.value)}
      />
      {keep.isError && flaws.size === 0 && <ChangeNotice error={keep.error} />}
      <div className={classes.ways}>
        <Button type="submit" loading={keep.isPending}>
          {t('keep')}
        </Button>
        {zone !== null && (
          <Button variant="subtle" color="gray" onClick={() => setRemoving(true)}>
            {t('remove')}
          </Button>
        )}
      </div>
      {removing && (
        <Dialog title={t('removeTitle')} close={t('cancel')} onClose={() => setRemoving(false)}>
          <div className={classes.form}>
            <p>{t('removeHint', { name: isolated(i18n.language, title) })}</p>
            {remove.isError && <ChangeNotice error={remove.error} />}
            <div className={classes.ways}>
              <Button color="buoy" loading={remove.isPending} onClick={() => remove.mutate()}>
                {t('remove')}
              </Button>
              <Button variant="subtle" onClick={() => setRemoving(false)}>
                {t('cancel')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </form>
  );
}

/** The zone it lies in; what is typed is looked for in the whole tree. */
function Parent({
  zone,
  value,
  error,
  onChange,
}: {
  zone: ZoneRow | null;
  value: string | null;
  error: string | undefined;
  onChange: (key: string) => void;
}) {
  const { t } = useTranslation('zones');
  const [typed, setTyped] = useState('');
  const roots = useQuery(zonesQuery(null));
  const search = typed.trim();
  const found = useQuery({ ...zoneSearchQuery(search), enabled: search !== '' });
  const rows = (search === '' ? roots.data : found.data)?.rows ?? [];
  const above = zone === null || zone.way.length < 2 ? t('noParent') : (zone.way.at(-2) ?? '');
  return (
    <Select
      label={t('parent')}
      description={value === null && zone !== null ? t('parentNow', { name: above }) : undefined}
      placeholder={t('parentSearch')}
      searchable
      clearable={false}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      nothingFoundMessage={t('noneFound')}
      error={error}
      value={value}
      data={[
        { value: '', label: t('noParent') },
        ...rows
          .filter(({ id, path }) => zone === null || (id !== zone.id && !path.includes(zone.id)))
          .map(({ key, way }) => ({ value: key, label: way.join(' · ') })),
      ]}
      onChange={(key) => onChange(key ?? '')}
    />
  );
}
