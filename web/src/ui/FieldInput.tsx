import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OwnField } from './fields';
import { ZoneInput } from './ZoneInput';

interface Props {
  field: OwnField;
  /** As typed; empty for nothing. */
  value: string;
  error?: string | null;
  onChange: (value: string) => void;
}

/** The input that fits one of the company's own fields. */
export function FieldInput({ field, value, error = null, onChange }: Props) {
  const { t } = useTranslation('shell');
  const shared = { label: <bdi>{field.name}</bdi>, value, error };
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
  return (
    <TextInput
      {...shared}
      {...lookOf(field.type)}
      maxLength={1000}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function lookOf(type: OwnField['type']) {
  switch (type) {
    case 'number':
      return { type: 'number', step: 'any', dir: 'ltr' };
    case 'date':
      return { type: 'date' };
    case 'instant':
      return { type: 'datetime-local' };
    default:
      return { dir: 'auto' };
  }
}
