import { Checkbox, Combobox, InputBase, useCombobox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Choices.module.css';
import { empty } from './search';
import { SearchRow } from './searchRow';
import { figureOf, valueCountsQuery } from './views';

interface Props {
  label: string;
  column: string;
  options: { value: string; label: string }[];
  values: string[];
  onValues: (values: string[]) => void;
}

/** From so many values on they can be searched. */
const many = 8;

/** The values of a column to choose from, several if need be, each with how many leads it would leave. */
export function ChoiceMenu({ label, column, options, values, onValues }: Props) {
  const { t, i18n } = useTranslation('lists');
  const { search } = useContext(SearchRow);
  const [typed, setTyped] = useState('');
  const menu = useCombobox({
    onDropdownOpen: () => menu.focusSearchInput(),
    onDropdownClose: () => {
      setTyped('');
      menu.resetSelectedOption();
      menu.focusTarget();
    },
  });
  const counts = useQuery({
    ...valueCountsQuery(search, column),
    enabled: menu.dropdownOpened,
    placeholderData: keepPreviousData,
  }).data;
  const others = values.filter((value) => options.every((option) => option.value !== value));
  const all = [...options, ...others.map((value) => ({ value, label: value }))];
  const wanted = typed.trim().toLocaleLowerCase(i18n.language);
  const shown = all.filter((option) => option.label.toLocaleLowerCase(i18n.language).includes(wanted));
  const named = all.filter(({ value }) => values.includes(value)).map((option) => option.label);
  return (
    <Combobox
      store={menu}
      width="max-content"
      position="bottom-start"
      shadow="md"
      onOptionSubmit={(value) =>
        onValues(values.includes(value) ? values.filter((each) => each !== value) : [...values, value])
      }
    >
      <Combobox.Target targetType="button">
        <InputBase
          component="button"
          type="button"
          size="xs"
          pointer
          className={classes.target}
          aria-label={[t('search.column', { name: label }), ...named].join(', ')}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onClick={() => menu.toggleDropdown()}
        >
          <span className={classes.named} title={named.join(', ')}>
            <bdi>{named[0] ?? ''}</bdi>
            {named.length > 1 && <span className="figures"> +{named.length - 1}</span>}
          </span>
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown className={classes.menu}>
        {options.length > many && (
          <Combobox.Search
            value={typed}
            aria-label={t('search.column', { name: label })}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              menu.updateSelectedOptionIndex();
            }}
          />
        )}
        <Combobox.Options className={classes.options} aria-label={label}>
          {shown.map((option) => (
            <Combobox.Option
              key={option.value}
              value={option.value}
              active={values.includes(option.value)}
              aria-selected={values.includes(option.value)}
              className={classes.option}
            >
              <Checkbox
                size="xs"
                checked={values.includes(option.value)}
                readOnly
                tabIndex={-1}
                aria-hidden
                className={classes.tick}
              />
              <bdi>{option.label}</bdi>
              <span className="figures quiet">
                {figureOf(counts, option.value === empty ? '' : option.value, i18n.language)}
              </span>
            </Combobox.Option>
          ))}
          {shown.length === 0 && <Combobox.Empty>{t('search.none')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
