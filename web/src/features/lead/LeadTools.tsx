import { ActionIcon, Button, Switch, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tinykeys } from 'tinykeys';
import type { LeadList } from '../../api/types';
import { atLeast } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { ColumnMenu } from './ColumnMenu';
import type { Kind } from './columns';
import { KeySheet } from './KeySheet';
import { LeadRule } from './LeadRule';
import type { Side } from './Leads';
import classes from './Leads.module.css';
import { ListExport } from './ListExport';
import type { Layout } from './layout';
import { isNarrowed, type LeadsSearch } from './search';
import { Total } from './Total';
import type { Changed } from './useChanged';
import { ViewDialog } from './ViewDialog';
import { changeView, shapeOf, type View, viewsQuery } from './views';

interface Props {
  search: LeadsSearch;
  /** The same with the order of its view. */
  asked: LeadsSearch;
  view: View | undefined;
  total: LeadList['total'] | undefined;
  layout: Layout;
  kinds: Map<string, Kind>;
  changed: Changed;
  side: Side;
  onSearch: (next: LeadsSearch) => void;
  onLayout: (layout: Layout) => void;
}

/** What stands above the list of leads. */
export function LeadTools(props: Props) {
  const { search, asked, view, total, layout, kinds, changed, side, onSearch, onLayout } = props;
  const { t, i18n } = useTranslation('lead');
  const { t: words } = useTranslation('lists');
  const [saving, setSaving] = useState(false);
  const { open: _, ...all } = search;
  const editing = search.editing !== undefined ? view : undefined;
  return (
    <div className={classes.tools}>
      <div className={classes.narrowing}>
        {side !== null && <SideSwitch side={side} />}
        <SearchBox search={search} onSearch={onSearch} />
        <Switch
          size="xs"
          label={t('filter.open')}
          checked={search.open === true}
          onChange={(event) => onSearch(event.currentTarget.checked ? { ...search, open: true } : all)}
        />
        <LeadRule search={search} onSearch={onSearch} />
        {isNarrowed(search) && (
          <Button
            variant="subtle"
            leftSection={<Icon name="close" size={13} />}
            onClick={() => {
              const { columns, open, text, rule, ...rest } = search;
              onSearch(rest);
            }}
          >
            {t('filter.clear')}
          </Button>
        )}
        {editing !== undefined && <SaveFilter view={editing} search={search} layout={layout} />}
        {editing === undefined && search.view === undefined && isNarrowed(search) && (
          <Button
            variant="subtle"
            leftSection={<Icon name="save" size={13} />}
            onClick={() => setSaving(true)}
          >
            {words('views.save')}
          </Button>
        )}
        {saving && (
          <ViewDialog view={null} shape={shapeOf(search, layout)} onClose={() => setSaving(false)} />
        )}
      </div>
      <div className={classes.end}>
        <span role="status">
          {changed.count > 0 && (
            <Tooltip label={words('changed')} multiline w={260}>
              <Button variant="light" radius="xl" onClick={changed.refresh}>
                {t('changed', {
                  count: changed.count,
                  figure: atLeast(i18n.language, changed.count, changed.more),
                })}
              </Button>
            </Tooltip>
          )}
        </span>
        {total !== undefined && <Total key={JSON.stringify(asked)} total={total} search={asked} />}
        <ListExport search={asked} name={view?.name ?? null} layout={layout} kinds={kinds} total={total} />
        <KeySheet of="list" />
        <ColumnMenu layout={layout} kinds={kinds} onLayout={onLayout} />
      </div>
    </div>
  );
}

function SideSwitch({ side }: { side: NonNullable<Side> }) {
  const { t } = useTranslation('lists');
  return (
    <Tooltip label={t(side.open ? 'side.shut' : 'side.open')}>
      <ActionIcon
        className={classes.side}
        aria-label={t('side.title')}
        aria-expanded={side.open}
        onClick={() => side.onOpen(!side.open)}
      >
        <Icon name="side" />
      </ActionIcon>
    </Tooltip>
  );
}

function SaveFilter({ view, search, layout }: { view: View; search: LeadsSearch; layout: Layout }) {
  const { t } = useTranslation('lists');
  const queries = useQueryClient();
  const fresh = useQuery(viewsQuery);
  const keep = useMutation({
    mutationFn: () => {
      const { name, reach, teams, people, fixed } = view;
      return changeView(view, { name, reach, teams, people, fixed, shape: shapeOf(search, layout) });
    },
    onSuccess: async () => {
      await fresh.refetch();
      await queries.invalidateQueries({ queryKey: ['lead-count'] });
      void queries.removeQueries({ queryKey: ['leads', { view: view.id }] });
    },
  });
  return (
    <>
      <Button
        variant="light"
        leftSection={<Icon name="save" size={13} />}
        loading={keep.isPending}
        onClick={() => keep.mutate()}
      >
        {t('views.keepFilter', { name: view.name })}
      </Button>
      {keep.isError && <ProblemNotice error={keep.error} />}
    </>
  );
}

function SearchBox({ search, onSearch }: { search: LeadsSearch; onSearch: (next: LeadsSearch) => void }) {
  const { t } = useTranslation('lead');
  const [text, setText] = useState(search.text ?? '');
  const box = useRef<HTMLInputElement>(null);
  const settle = useDebouncedCallback((value: string) => {
    const { text: _, ...rest } = search;
    onSearch(value.trim() === '' ? rest : { ...rest, text: value.trim() });
  }, 250);
  useEffect(() => setText(search.text ?? ''), [search.text]);
  useEffect(
    () =>
      tinykeys(window, {
        Slash: (event) => {
          if (event.target instanceof HTMLInputElement) return;
          event.preventDefault();
          box.current?.focus();
        },
      }),
    [],
  );
  return (
    <TextInput
      ref={box}
      size="xs"
      className={classes.search}
      leftSection={<Icon name="search" size={14} />}
      aria-label={t('search')}
      placeholder={t('search')}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
    />
  );
}
