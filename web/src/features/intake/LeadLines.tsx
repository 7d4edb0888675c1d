import { TextInput } from '@mantine/core';

export const leadLines = ['name', 'phone', 'email', 'listing'] as const;

interface Props {
  values: Record<string, string>;
  labelOf: (name: (typeof leadLines)[number]) => string;
  flaw: (field: string) => string | null;
  onChange: (change: Record<string, string>) => void;
}

/** The inputs for what every lead can have. */
export function LeadLines({ values, labelOf, flaw, onChange }: Props) {
  return leadLines.map((name, index) => (
    <TextInput
      key={name}
      label={labelOf(name)}
      dir={name === 'name' ? 'auto' : 'ltr'}
      maxLength={200}
      value={values[name] ?? ''}
      error={flaw(name)}
      data-autofocus={index === 0 || undefined}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  ));
}
