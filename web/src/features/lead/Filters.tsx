import { MultiSelect, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import classes from './Leads.module.css';
import { choicesQuery } from './queries';
import { type LeadsSearch, type State, states } from './search';

interface Props {
  search: LeadsSearch;
  onSearch: (next: LeadsSearch) => void;
}

/** Mantine knows no empty value; an id cannot begin so. */
const nobody = '-';

/** What a list is narrowed to, in the address. */
export function Filters({ search, onSearch }: Props) {
  const { t } = useTranslation('lead');
  const choices = useQuery(choicesQuery).data;
  const set = (part: LeadsSearch, keys: (keyof LeadsSearch)[]) => {
    const rest: LeadsSearch = { ...search };
    for (const key of keys) delete rest[key];
    onSearch({ ...rest, ...part });
  };
  const people = (choices?.people ?? []).map(({ key, name }) => ({ value: key, label: name }));
  return (
    <>
      <Choice
        label={t('column.status')}
        values={search.status ?? []}
        data={(choices?.statuses ?? []).map((value) => ({ value, label: value }))}
        onValues={(status) => set(status.length > 0 ? { status } : {}, ['status'])}
      />
      <Choice
        label={t('column.source')}
        values={search.source ?? []}
        data={(choices?.sources ?? []).map((value) => ({ value, label: value }))}
        onValues={(source) => set(source.length > 0 ? { source } : {}, ['source'])}
      />
      <Choice
        label={t('column.assignee')}
        values={(search.assignee ?? []).map((key) => key || nobody)}
        data={[{ value: nobody, label: t('nobody') }, ...people]}
        onValues={(keys) =>
          set(keys.length > 0 ? { assignee: keys.map((key) => (key === nobody ? '' : key)) } : {}, [
            'assignee',
          ])
        }
      />
      <Choice
        label={t('column.state')}
        values={search.state ?? []}
        data={states.map((value) => ({ value, label: t(`state.${value}`) }))}
        onValues={(state) => set(state.length > 0 ? { state: state as State[] } : {}, ['state'])}
      />
      <Switch
        size="xs"
        label={t('filter.open')}
        checked={search.open === true}
        onChange={(event) => set(event.currentTarget.checked ? { open: true } : {}, ['open'])}
      />
    </>
  );
}

interface ChoiceProps {
  label: string;
  values: string[];
  data: { value: string; label: string }[];
  onValues: (values: string[]) => void;
}

function Choice({ label, values, data, onValues }: ChoiceProps) {
  const known = data.map(({ value }) => value);
  const missing = values.filter((value) => !known.includes(value)).map((value) => ({ value, label: value }));
  return (
    <MultiSelect
      size="xs"
      className={classes.choice}
      aria-label={label}
      placeholder={values.length === 0 ? label : ''}
      data={[...data, ...missing]}
      value={values}
      onChange={onValues}
      searchable={data.length > 8}
      clearable
      maxDropdownHeight={320}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  );
}
