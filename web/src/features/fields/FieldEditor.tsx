import { Autocomplete, Button, Checkbox, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import type { Setting } from '../../api/types';
import { FieldInput } from '../../ui/FieldInput';
import { FieldValue } from '../../ui/FieldValue';
import { fieldOf, fieldTypes, looksOf, type OwnField } from '../../ui/fields';
import { KeepProblem } from '../../ui/KeepProblem';
import { useKeep } from '../../ui/useKeep';
import { bodyOf, idOf, kindOf, ofKind } from './body';
import type { FieldSection } from './Fields';
import classes from './Fields.module.css';

interface Props {
  section: FieldSection;
  /** Null for a new field. */
  setting: Setting | null;
  onDone: () => void;
}

/** What one field is called, what goes into it, who fills it in, and whether it is still asked for. */
export function FieldEditor({ section, setting, onDone }: Props) {
  const { t } = useTranslation('fields');
  const [field, setField] = useState(() => fieldOf(setting ?? { key: '', body: {} }));
  const set = (change: Partial<OwnField>) => setField((now) => ({ ...now, ...change }));
  const { keep, remove, reload, error } = useKeep(section, setting, onDone);
  const ofLeads = section === 'fields';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const key = setting?.key ?? (field.id.trim() || idOf(field.name));
    keep.mutate({ key, body: bodyOf(key, field, ofLeads) });
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
      <Kind field={field} ofLeads={ofLeads} onChange={set} />
      {field.type === 'choice' && (
        <TagsInput
          label={t('choices')}
          description={t('choicesHint')}
          value={field.choices}
          onChange={(choices) => set({ choices })}
        />
      )}
      {ofLeads && <OfLeads field={field} onChange={set} />}
      <Checkbox
        label={t('active')}
        description={t('activeHint')}
        checked={field.active}
        onChange={(event) => set({ active: event.currentTarget.checked })}
      />
      {ofLeads && field.name.trim() !== '' && <Preview field={field} />}
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

interface Part {
  field: OwnField;
  onChange: (change: Partial<OwnField>) => void;
}

/** The type and how it looks, chosen in one. */
function Kind({ field, ofLeads, onChange }: Part & { ofLeads: boolean }) {
  const { t } = useTranslation('fields');
  const types = fieldTypes.filter((type) => ofLeads || type !== 'zone');
  return (
    <NativeSelect
      label={t('type')}
      value={kindOf(field)}
      data={types.flatMap((type) => [
        { value: type, label: t(`types.${type}`) },
        ...(ofLeads ? looksOf(type).map((look) => ({ value: look, label: t(`looks.${look}`) })) : []),
      ])}
      onChange={(event) => {
        const kind = ofKind(event.currentTarget.value);
        const same = kind.type === field.type && kind.look === undefined;
        onChange({
          ...kind,
          ...(same ? {} : { standard: undefined }),
          ...(kind.look === 'long-text' ? { searchable: false } : {}),
        });
      }}
    />
  );
}

function OfLeads({ field, onChange }: Part) {
  const { t } = useTranslation('fields');
  const groups = (useQuery(settingsQuery('fields')).data ?? []).flatMap((each) => fieldOf(each).group ?? []);
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          label={t('help')}
          description={t('helpHint')}
          maxLength={300}
          value={field.help ?? ''}
          onChange={(event) => onChange({ help: event.currentTarget.value })}
        />
        <Autocomplete
          label={t('group')}
          description={t('groupHint')}
          maxLength={100}
          data={[...new Set(groups)]}
          value={field.group ?? ''}
          onChange={(group) => onChange({ group })}
        />
      </div>
      <div className={classes.standard}>
        <FieldInput
          field={{ ...field, id: 'standard', name: t('standard'), help: t('standardHint'), required: false }}
          value={field.standard ?? ''}
          onChange={(standard) => onChange({ standard })}
        />
      </div>
      <Checkbox
        label={t('required')}
        description={t('requiredHint')}
        checked={field.required === true}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('searchable')}
        description={t('searchableHint')}
        disabled={field.look === 'long-text'}
        checked={field.searchable === true}
        onChange={(event) => onChange({ searchable: event.currentTarget.checked })}
      />
    </>
  );
}

/** The field as people will fill it in, and as the lead's page will show what they typed. */
function Preview({ field }: { field: OwnField }) {
  const { t } = useTranslation('fields');
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? field.standard ?? '';
  const kind = kindOf(field);
  return (
    <fieldset className={classes.preview}>
      <legend>{t('preview')}</legend>
      <p className="quiet">{t('previewHint')}</p>
      <FieldInput
        key={kind}
        field={{ ...field, name: field.name.trim() || t('name') }}
        value={value}
        onChange={setTyped}
      />
      <div className={classes.shown}>
        <span className="quiet">
          <bdi>{field.name.trim() || t('name')}</bdi>
        </span>
        <span>{value === '' ? '–' : <FieldValue field={field} value={value} />}</span>
      </div>
    </fieldset>
  );
}
