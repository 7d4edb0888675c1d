import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { zoneSearchQuery, zonesQuery } from '../api/zones';

interface Props {
  label: ReactNode;
  /** The key of a zone; empty for none. */
  value: string;
  error?: string | null;
  onChange: (value: string) => void;
}

/** A zone of the tree: what is typed is looked for in all of it. */
export function ZoneInput({ label, value, error = null, onChange }: Props) {
  const { t } = useTranslation('zones');
  const { t: shell } = useTranslation('shell');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const roots = useQuery(zonesQuery(null));
  const found = useQuery({ ...zoneSearchQuery(search), enabled: search !== '' });
  const rows = (search === '' ? roots.data : found.data)?.rows ?? [];
  const known = rows.map(({ key, way }) => ({ value: key, label: way.join(' · ') }));
  return (
    <Select
      label={label}
      value={value === '' ? null : value}
      error={error}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': shell('field.clear') }}
      filter={({ options }) => options}
      nothingFoundMessage={t('noneFound')}
      onSearchChange={setTyped}
      data={
        value === '' || known.some((each) => each.value === value)
          ? known
          : [...known, { value, label: value }]
      }
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
