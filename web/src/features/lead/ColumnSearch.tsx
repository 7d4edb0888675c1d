import { ActionIcon, Button, Popover, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon';
import { ChoiceMenu } from './ChoiceMenu';
import type { Kind } from './columns';
import classes from './Leads.module.css';
import { choicesQuery } from './queries';
import { empty, states } from './search';
import { SearchRow } from './searchRow';
import { useSourceName } from './useSourceName';

const pause = 250;

/** Searches a column, by the type of its values. */
export function ColumnSearch({ column }: { column: string }) {
  const { kinds, values, flaws, onValues } = useContext(SearchRow);
  const kind = kinds.get(column);
  if (kind === undefined) return null;
  const part = {
    label: kind.name,
    values: values[column] ?? [],
    flaw: flaws[column] ?? null,
    onValues: (next: string[]) => onValues(column, next),
  };
  switch (kind.type) {
    case 'text':
    case 'number':
    case 'zone':
      return <Typed {...part} figures={kind.type === 'number' || column === 'phone'} />;
    case 'date':
    case 'instant':
      return <Days {...part} />;
    case 'boolean':
    case 'choice':
      return kind.own === null || kind.own.choices.length > 0 || kind.type === 'boolean' ? (
        <Chosen {...part} column={column} kind={kind} />
      ) : (
        <Typed {...part} figures={false} />
      );
  }
}

interface Part {
  label: string;
  values: string[];
  flaw: string | null;
  onValues: (values: string[]) => void;
}

function Typed({ label, values, flaw, onValues, figures }: Part & { figures: boolean }) {
  const { t } = useTranslation('lists');
  const given = values[0] ?? '';
  const [text, setText] = useState(given);
  const settle = useDebouncedCallback(
    (next: string) => onValues(next.trim() === '' ? [] : [next.trim()]),
    pause,
  );
  useEffect(() => setText(given), [given]);
  return (
    <TextInput
      size="xs"
      className={classes.below}
      aria-label={t('search.column', { name: label })}
      title={flaw ?? t(figures ? 'search.numbers' : 'search.texts')}
      error={flaw !== null}
      {...(figures ? { dir: 'ltr' } : {})}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onValues(text.trim() === '' ? [] : [text.trim()]);
      }}
    />
  );
}

function Chosen({ label, values, onValues, column, kind }: Part & { column: string; kind: Kind }) {
  const { t } = useTranslation('lists');
  const known = [...useOptions(column, kind), { value: empty, label: t('search.empty') }];
  return <ChoiceMenu {...{ label, column, values, onValues }} options={known} />;
}

function useOptions(column: string, kind: Kind): { value: string; label: string }[] {
  const { t } = useTranslation('lead');
  const { t: words } = useTranslation('shell');
  const choices = useQuery(choicesQuery).data;
  const sourceName = useSourceName();
  const plain = (all: readonly string[] | undefined) => (all ?? []).map((value) => ({ value, label: value }));
  if (kind.type === 'boolean') {
    return [
      { value: 'true', label: words('field.yes') },
      { value: 'false', label: words('field.no') },
    ];
  }
  if (kind.own !== null) return plain(kind.own.choices);
  switch (column) {
    case 'status':
      return plain(choices?.statuses);
    case 'source':
      return (choices?.sources ?? []).map((value) => ({ value, label: sourceName(value) }));
    case 'assignee':
      return (choices?.people ?? []).map(({ key, name }) => ({ value: key, label: name }));
    case 'listing':
      return (choices?.listings ?? []).map(({ key, name }) => ({ value: key, label: name }));
    case 'state':
      return states.map((value) => ({ value, label: t(`state.${value}`) }));
    default:
      return [];
  }
}

/** From a day to a day, both with it. */
function Days({ label, values, flaw, onValues }: Part) {
  const { t } = useTranslation('lists');
  const given = values[0] ?? '';
  const [from = '', to = ''] = given.includes('..') ? given.split('..') : [given, given];
  const set = (first: string, last: string) => {
    if (first === '' && last === '') onValues([]);
    else onValues([first === last ? first : `${first}..${last}`]);
  };
  return (
    <Popover position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          fullWidth
          classNames={{ root: classes.below ?? '', inner: classes.days ?? '' }}
          aria-label={t('search.column', { name: label })}
          title={flaw ?? undefined}
        >
          <span dir="ltr">{given === empty ? t('search.empty') : given}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('search.column', { name: label })}>
        <Stack gap={8}>
          <TextInput
            size="xs"
            type="date"
            label={t('search.from')}
            value={given === empty ? '' : from}
            onChange={(event) => set(event.currentTarget.value, to === empty ? '' : to)}
          />
          <TextInput
            size="xs"
            type="date"
            label={t('search.to')}
            value={given === empty ? '' : to}
            onChange={(event) => set(from === empty ? '' : from, event.currentTarget.value)}
          />
          <Button size="compact-xs" variant="default" onClick={() => onValues([empty])}>
            {t('search.empty')}
          </Button>
          {given !== '' && (
            <ActionIcon aria-label={t('search.clear')} onClick={() => onValues([])}>
              <Icon name="close" size={13} />
            </ActionIcon>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
