import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import classes from './Lead.module.css';
import { choicesQuery } from './queries';

interface Props {
  label: string;
  /** What stands in the field before anything is typed. */
  placeholder?: string;
  /** Who is not to be chosen, by keys. */
  without: string[];
  onGive: (user: string) => void;
  onLeave: () => void;
}

/** The open list of the active colleagues of the own company, with a search; Escape leaves it. */
export function Colleagues({ label, placeholder, without, onGive, onLeave }: Props) {
  const { t } = useTranslation('lead');
  const people = (useQuery(choicesQuery).data?.people ?? []).filter(
    ({ key, active }) => active && !without.includes(key),
  );
  return (
    <Select
      className={classes.colleagues}
      aria-label={label}
      placeholder={placeholder ?? label}
      nothingFoundMessage={t('colleague.none')}
      data={people.map(({ key, name }) => ({ value: key, label: name }))}
      value={null}
      allowDeselect={false}
      searchable
      selectFirstOptionOnChange
      defaultDropdownOpened
      data-autofocus
      autoFocus
      onChange={(user) => user !== null && onGive(user)}
      onKeyDown={(event) => event.key === 'Escape' && onLeave()}
    />
  );
}
