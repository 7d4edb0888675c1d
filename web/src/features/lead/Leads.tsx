import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback, useLocalStorage } from '@mantine/hooks';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tinykeys } from 'tinykeys';
import { type Changes, listenToLeads } from '../../api/live';
import { sessionQuery } from '../../api/session';
import type { LeadRow } from '../../api/types';
import { Grid, type GridHandle } from '../../grid/Grid';
import { whole } from '../../i18n/format';
import { Blank } from '../../ui/Blank';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { ColumnMenu } from './ColumnMenu';
import { useLeadColumns, usuallyHidden } from './columns';
import { Filters } from './Filters';
import classes from './Leads.module.css';
import { leadsQuery } from './queries';
import { Selection } from './Selection';
import { isNarrowed, type LeadsSearch, orderOf, sortOf } from './search';

const route = getRouteApi('/inside/leads');

function idOf(lead: LeadRow): string {
  return lead.id;
}

/** The leads of the company: loaded as far as one scrolls; what is loaded stays put until it is asked for anew. */
export function Leads() {
  const { t, i18n } = useTranslation('lead');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useOpening();
  const list = useInfiniteQuery(leadsQuery(search));
  const [hidden, setHidden] = useLocalStorage({ key: 'fairlead-lead-columns', defaultValue: usuallyHidden });
  const columns = useLeadColumns(hidden);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const changed = useChanged(search);
  const grid = useRef<GridHandle<LeadRow>>(null);
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const set = useCallback((next: LeadsSearch) => void navigate({ search: next, replace: true }), [navigate]);
  const order = useMemo(() => orderOf(search), [search]);
  const mayTick = useQuery(sessionQuery).data?.can.handOver === true;
  const [ticked, setTicked] = useState<string[]>([]);
  const total = list.data?.pages[0]?.total;
  const firstOnes = total?.value === 0 && changed.count > 0;
  const { refresh } = changed;
  useEffect(() => {
    if (firstOnes) refresh();
  }, [firstOnes, refresh]);
  return (
    <section className={classes.screen} aria-labelledby="leads">
      <h1 id="leads" className="spoken">
        {t('title')}
      </h1>
      <div className={classes.tools}>
        <div className={classes.narrowing}>
          <SearchBox search={search} onSearch={set} />
          <Filters search={search} onSearch={set} />
          {isNarrowed(search) && (
            <Button
              variant="subtle"
              leftSection={<Icon name="close" size={13} />}
              onClick={() => set(search.sort === undefined ? {} : { sort: search.sort })}
            >
              {t('filter.clear')}
            </Button>
          )}
        </div>
        <div className={classes.end}>
          <span role="status">
            {changed.count > 0 && (
              <Button variant="light" radius="xl" onClick={changed.refresh}>
                {t('changed', { count: changed.count, figure: whole(i18n.language, changed.count) })}
              </Button>
            )}
          </span>
          {total !== undefined && (
            <span className="quiet figures">
              {total.exact
                ? t('total', { count: total.value, figure: whole(i18n.language, total.value) })
                : t('totalAtLeast', { figure: whole(i18n.language, total.value) })}
            </span>
          )}
          <ColumnMenu hidden={hidden} onHidden={setHidden} />
        </div>
      </div>
      {ticked.length > 0 && (
        <Selection
          ticked={ticked}
          total={total}
          search={search}
          onClear={() => {
            grid.current?.untick();
            setTicked([]);
          }}
        />
      )}
      {list.isError && <ProblemNotice error={list.error} />}
      {total?.value === 0 ? (
        <Blank
          title={isNarrowed(search) ? t('empty.filteredTitle') : t('empty.title')}
          action={
            isNarrowed(search) ? <Button onClick={() => set({})}>{t('filter.clear')}</Button> : undefined
          }
        >
          {isNarrowed(search) ? t('empty.filteredText') : t('empty.text')}
        </Blank>
      ) : (
        <div className={classes.grid}>
          <Grid
            ref={grid}
            label={t('title')}
            rows={rows}
            columns={columns}
            loading={list.isPending}
            idOf={idOf}
            order={order}
            begin={lastOpened}
            onOrder={(by) => set({ ...search, sort: sortOf(by) })}
            onOpen={router.open}
            onOpenApart={router.openApart}
            onNearEnd={more}
            {...(mayTick ? { onTick: setTicked } : {})}
          />
        </div>
      )}
    </section>
  );
}

/** The lead that was opened last, so that who comes back finds the place again. */
let lastOpened: string | null = null;

function useOpening() {
  const navigate = route.useNavigate();
  const open = useCallback(
    (lead: LeadRow) => {
      lastOpened = lead.id;
      void navigate({ to: '/leads/$id', params: { id: lead.id } });
    },
    [navigate],
  );
  const openApart = useCallback((lead: LeadRow) => void window.open(`/leads/${lead.id}`, '_blank'), []);
  return { open, openApart };
}

/** How many leads changed since the list was loaded, and the way to load it anew. */
function useChanged(search: LeadsSearch) {
  const queries = useQueryClient();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => listenToLeads(({ leads }: Changes) => setIds((now) => new Set([...now, ...leads]))), []);
  const refresh = useCallback(() => {
    setIds(new Set());
    lastOpened = null;
    void queries.resetQueries({ queryKey: leadsQuery(search).queryKey });
  }, [queries, search]);
  return { count: ids.size, refresh };
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
