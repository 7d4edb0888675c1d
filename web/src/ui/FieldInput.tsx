import { NativeSelect, Select, Textarea, TextInput, type TextInputProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usersQuery } from '../api/people';
import type { OwnField } from './fields';
import { useCurrency } from './useZone';
import { ZoneInput } from './ZoneInput';

interface Props {
  field: OwnField;
  /** As typed; empty for nothing. */
  value: string;
  error?: string | null;
  onChange: (value: string) => void;
}

/** What all inputs of fields are told. */
interface Shared {
  label: ReactNode;
  description: ReactNode;
  withAsterisk: boolean;
  value: string;
  error: string | null;
}

/** The input that fits one of the company's own fields. */
export function FieldInput({ field, value, error = null, onChange }: Props) {
  const { t } = useTranslation('shell');
  const currency = useCurrency();
  const shared: Shared = {
    label: <bdi>{field.name}</bdi>,
    description: field.help === undefined ? null : <bdi>{field.help}</bdi>,
    withAsterisk: field.required === true,
    value,
    error,
  };
  if (field.type === 'zone') return <ZoneInput {...shared} onChange={onChange} />;
  if (field.type === 'boolean') {
    return (
      <NativeSelect
        {...shared}
        data={[
          { value: '', label: '' },
          { value: 'true', label: t('field.yes') },
          { value: 'false', label: t('field.no') },
        ]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (field.look === 'user') return <UserInput shared={shared} onChange={onChange} />;
  if (field.choices.length > 0) {
    const known = [...new Set([...field.choices, ...(value === '' ? [] : [value])])];
    return (
      <Select
        {...shared}
        value={value === '' ? null : value}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('field.clear') }}
        data={known}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  }
  if (field.look === 'long-text') {
    return (
      <Textarea
        {...shared}
        dir="auto"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={8000}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      {...typeOf(field)}
      {...(field.look === 'money' && currency !== null
        ? { rightSection: <span className="quiet">{currency}</span>, rightSectionWidth: '3rem' }
        : {})}
      maxLength={1000}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function UserInput({ shared, onChange }: { shared: Shared; onChange: Props['onChange'] }) {
  const { t } = useTranslation('shell');
  const users = useQuery(usersQuery).data ?? [];
  const offered = users
    .filter(({ active, key }) => active || key === shared.value)
    .map(({ key, name }) => ({ value: key, label: name }));
  const stranger = shared.value !== '' && offered.every(({ value }) => value !== shared.value);
  return (
    <Select
      {...shared}
      value={shared.value === '' ? null : shared.value}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('field.clear') }}
      limit={100}
      data={stranger ? [...offered, { value: shared.value, label: shared.value }] : offered}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

function typeOf({ type, look }: OwnField): TextInputProps {
  switch (look ?? type) {
    case 'number':
    case 'money':
      return { type: 'number', step: 'any', dir: 'ltr' };
    case 'date':
      return { type: 'date' };
    case 'instant':
      return { type: 'datetime-local' };
    case 'phone':
      return { type: 'tel', dir: 'ltr' };
    case 'email':
      return { type: 'text', inputMode: 'email', dir: 'ltr' };
    case 'link':
      return { type: 'text', inputMode: 'url', dir: 'ltr', placeholder: 'https://' };
    default:
      return { dir: 'auto' };
  }
}
