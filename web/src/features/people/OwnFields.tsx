import { ActionIcon, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import { FieldInput } from '../../ui/FieldInput';
import { fieldOf } from '../../ui/fields';
import { Icon } from '../../ui/Icon';
import classes from './People.module.css';

interface Props {
  /** As typed, by the field's id. */
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  /** What is wrong with the value of a field, by `fields` and its id; with all of them by `fields` alone. */
  problemOf: (field: string) => string | null;
}

/** What the company notes about its people: its declared fields, and what somebody has beside them. */
export function OwnFields({ values, onChange, problemOf }: Props) {
  const { t } = useTranslation('people');
  const fields = (useQuery(settingsQuery('user-fields')).data ?? []).map(fieldOf);
  const asked = fields.filter(({ id, active }) => active || (values[id] ?? '') !== '');
  const others = Object.keys(values).filter((id) => fields.every((field) => field.id !== id));
  const without = (id: string) => Object.fromEntries(Object.entries(values).filter(([each]) => each !== id));
  return (
    <fieldset className={classes.section}>
      <legend>{t('people.fields')}</legend>
      <div className={classes.form}>
        {asked.map((field) => (
          <FieldInput
            key={field.id}
            field={field}
            value={values[field.id] ?? ''}
            error={problemOf(`fields.${field.id}`)}
            onChange={(value) => onChange({ ...values, [field.id]: value })}
          />
        ))}
        {others.map((id) => (
          <TextInput
            key={id}
            label={<bdi>{id}</bdi>}
            value={values[id] ?? ''}
            onChange={(event) => onChange({ ...values, [id]: event.currentTarget.value })}
            rightSection={
              <ActionIcon
                aria-label={t('people.removeField', { name: id })}
                onClick={() => onChange(without(id))}
              >
                <Icon name="trash" />
              </ActionIcon>
            }
          />
        ))}
      </div>
      {problemOf('fields') !== null && <p className="alert">{problemOf('fields')}</p>}
      <Link to="/fields" search={{ of: 'user' }}>
        {t('people.setUpFields')}
      </Link>
    </fieldset>
  );
}
