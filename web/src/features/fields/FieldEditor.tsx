import { Button, Checkbox, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Setting } from '../../api/types';
import { type FieldType, fieldOf, fieldTypes } from '../../ui/fields';
import { KeepProblem } from '../../ui/KeepProblem';
import { useKeep } from '../../ui/useKeep';
import type { FieldSection } from './Fields';
import classes from './Fields.module.css';

interface Props {
  section: FieldSection;
  /** Null for a new field. */
  setting: Setting | null;
  onDone: () => void;
}

/** What one field is called, what goes into it, and whether it is still asked for. */
export function FieldEditor({ section, setting, onDone }: Props) {
  const { t } = useTranslation('fields');
  const [field, setField] = useState(() => fieldOf(setting ?? { key: '', body: {} }));
  const set = (change: Partial<typeof field>) => setField((now) => ({ ...now, ...change }));
  const { keep, remove, reload, error } = useKeep(section, setting, onDone);
  const types = fieldTypes.filter((type) => section === 'fields' || type !== 'zone');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const key = setting?.key ?? (field.id.trim() || idOf(field.name));
    keep.mutate({
      key,
      body: {
        type: field.type,
        ...(field.name.trim() === '' || field.name.trim() === key ? {} : { name: field.name.trim() }),
        ...(field.type === 'choice' && field.choices.length > 0 ? { choices: field.choices } : {}),
        ...(field.active ? {} : { active: false }),
      },
    });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        value={field.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('id')}
        description={t('idHint')}
        dir="ltr"
        maxLength={60}
        pattern="[a-z][a-z0-9_]*"
        title={t('idHint')}
        required={setting === null && idOf(field.name) === ''}
        withAsterisk={false}
        disabled={setting !== null}
        placeholder={idOf(field.name)}
        value={field.id}
        onChange={(event) => set({ id: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('type')}
        value={field.type}
        data={types.map((type) => ({ value: type, label: t(`types.${type}`) }))}
        onChange={(event) => set({ type: event.currentTarget.value as FieldType })}
      />
      {field.type === 'choice' && (
        <TagsInput
          label={t('choices')}
          description={t('choicesHint')}
          value={field.choices}
          onChange={(choices) => set({ choices })}
        />
      )}
      <Checkbox
        label={t('active')}
        description={t('activeHint')}
        checked={field.active}
        onChange={(event) => set({ active: event.currentTarget.checked })}
      />
      <KeepProblem error={error} onReload={reload} />
      <div className={classes.buttons}>
        <Button type="submit" loading={keep.isPending}>
          {t('keep')}
        </Button>
        {setting !== null && (
          <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** An id made from a name in Latin letters; empty where the name has none. */
export function idOf(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60);
}
