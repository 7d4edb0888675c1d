import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/people';
import type { LeadRow } from '../../api/types';
import { Grid } from '../../grid/Grid';
import type { GridHandle, Step } from '../../grid/handle';
import { Blank } from '../../ui/Blank';
import { useFieldFlaws } from '../../ui/fieldFlaws';
import { fieldOf } from '../../ui/fields';
import { Beside } from './Beside';
import { CellEditor, type Edited, isEditable } from './CellEditor';
import { ColumnSearch } from './ColumnSearch';
import { useKinds, useLeadColumns } from './columns';
import { LeadSide } from './LeadSide';
import classes from './Leads.module.css';
import { LeadTools } from './LeadTools';
import { ListProblem } from './ListProblem';
import { rowHeights } from './layout';
import { type OpenedFrom, rememberList } from './openedFrom';
import { choicesQuery, leadsQuery } from './queries';
import { Selection } from './Selection';
import { StatusChips } from './StatusChips';
import { isNarrowed, type LeadsSearch, orderOf, sortOf, withColumn, withKnownSort } from './search';
import { SearchRow } from './searchRow';
import { useBeside } from './useBeside';
import { useChanged } from './useChanged';
import { useLayout } from './useLayout';
import { type ListZone, useListZone } from './useListZone';
import { viewsQuery } from './views';

const route = getRouteApi('/inside/leads');

const noSorts: string[] = [];

function idOf(lead: LeadRow): string {
  return lead.id;
}

/** The leads of the company: loaded as far as one scrolls; what is loaded stays put until it is asked for anew. */
export function Leads() {
  const { t } = useTranslation('lead');
  const { t: words } = useTranslation('lists');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const views = useQuery(viewsQuery);
  const view = views.data?.rows.find(({ id }) => id === (search.view ?? search.editing));
  const begins = useBeginning(search);
  const sorts = useQuery(choicesQuery).data?.sorts;
  const asked = useMemo(() => withKnownSort(ordered(search, view?.shape.sort), sorts), [search, view, sorts]);
  const list = useInfiniteQuery({ ...leadsQuery(asked), enabled: !begins });
  const fields = useQuery(settingsQuery('fields')).data;
  const kinds = useKinds(useMemo(() => (fields ?? []).map(fieldOf).filter(({ active }) => active), [fields]));
  const [layout, setLayout] = useLayout(
    view,
    useMemo(() => [...kinds.keys()], [kinds]),
  );
  const columns = useLeadColumns(layout.columns, kinds, sorts ?? noSorts);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const last = list.data?.pages.at(-1)?.next ?? null;
  const router = useOpening({ search: asked, ids: useMemo(() => rows.map(idOf), [rows]), next: last });
  const changed = useChanged(asked, list.data?.pages, rows, forgetOpened);
  const grid = useRef<GridHandle<LeadRow>>(null);
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const set = useCallback((next: LeadsSearch) => void navigate({ search: next, replace: true }), [navigate]);
  const apart = useMemo(
    () => ({ label: words('apart'), hrefOf: ({ id }: LeadRow) => `/leads/${id}` }),
    [words],
  );
  const order = useMemo(() => orderOf(asked), [asked]);
  const [ticked, setTicked] = useState<string[]>([]);
  const [edited, setEdited] = useState<Edited | null>(null);
  const first = list.data?.pages[0];
  const total = first?.total;
  const firstOnes = total?.value === 0 && changed.count > 0;
  const { refresh } = changed;
  useEffect(() => {
    if (firstOnes) refresh();
  }, [firstOnes, refresh]);
  const flaws = useFieldFlaws(list.error);
  const row = useMemo(() => {
    const wrong = Object.keys(search.columns ?? {}).map((id) => [id, flaws(`filter.columns.${id}`)] as const);
    return {
      kinds,
      search,
      values: search.columns ?? {},
      flaws: Object.fromEntries(wrong.filter((each): each is [string, string] => each[1] !== null)),
      onValues: (column: string, values: string[]) => set(withColumn(search, column, values)),
    };
  }, [kinds, search, set, flaws]);
  const leave = useCallback((to: Step | null) => {
    setEdited((was) => {
      if (was !== null && to !== null)
        requestAnimationFrame(() => grid.current?.step(was.lead.id, was.column, to));
      return null;
    });
  }, []);
  const known = Object.keys(row.flaws).length > 0;
  const zone = useListZone(search);
  const beside = useBeside(grid);
  const ready = !begins && !list.isPending;
  const side = useSide(zone, beside.narrow ? beside.close : null);
  return (
    <section className={classes.screen} aria-labelledby="leads">
      <h1 id="leads" className="spoken">
        {view?.name ?? t('title')}
      </h1>
      <LeadTools
        search={search}
        asked={asked}
        view={view}
        total={total}
        layout={layout}
        kinds={kinds}
        changed={changed}
        side={side}
        onSearch={set}
        onLayout={setLayout}
      />
      <StatusChips search={search} kept={zone.statuses !== null} begun={ready} onSearch={set} />
      {ticked.length > 0 && (
        <Selection
          ticked={ticked}
          total={total}
          search={asked}
          asOf={first?.asOf}
          name={view?.name ?? null}
          layout={layout}
          kinds={kinds}
          onClear={() => {
            grid.current?.untick();
            setTicked([]);
          }}
        />
      )}
      {list.isError && !known && <ListProblem error={list.error} />}
      {Object.entries(row.flaws).map(([id, flaw]) => (
        <p key={id} role="alert" className={`alert ${classes.flaw}`}>
          <bdi>{kinds.get(id)?.name ?? id}</bdi>: {flaw}
        </p>
      ))}
      {/* What stands beside the list comes with it: nothing moves the rows once they are drawn. */}
      <div className={classes.body} hidden={zone.pending || views.isPending}>
        {side?.open === true && <LeadSide search={search} zone={zone} ready={ready} onSearch={set} />}
        <div className={classes.grid}>
          {total?.value === 0 && !isNarrowed(search) && search.view === undefined ? (
            <Blank title={t('empty.title')}>{t('empty.text')}</Blank>
          ) : (
            <SearchRow.Provider value={row}>
              <Grid
                ref={grid}
                label={view?.name ?? t('title')}
                rows={rows}
                columns={columns}
                loading={list.isPending && !list.isError}
                mute
                idOf={idOf}
                order={order}
                begin={lastOpened}
                below={ColumnSearch}
                rowHeight={rowHeights[layout.density]}
                onColumns={(next) => setLayout({ ...layout, columns: next })}
                onEdit={(lead, column, cell) => setEdited({ lead, column, cell })}
                canEdit={(lead, column) => isEditable(lead, column, kinds)}
                editLabel={words('edit.pencil')}
                onOrder={(by) => set({ ...search, sort: sortOf(by) })}
                onOpen={(lead, event) =>
                  (beside.lead === null || event instanceof KeyboardEvent ? router.open : beside.show)(lead)
                }
                onFocus={beside.onFocus}
                onOpenApart={router.openApart}
                apart={apart}
                onNearEnd={more}
                onTick={setTicked}
              />
            </SearchRow.Provider>
          )}
          {total?.value === 0 && isNarrowed(search) && (
            <div className={classes.none}>
              <Blank
                title={t('empty.filteredTitle')}
                action={<Button onClick={() => set(cleared(search))}>{t('filter.clear')}</Button>}
              >
                {t('empty.filteredText')}
              </Blank>
            </div>
          )}
        </div>
        {beside.lead !== null && (
          <Beside row={beside.lead} onStep={beside.step} onLeave={router.remember} onClose={beside.close} />
        )}
      </div>
      {edited !== null && (
        <CellEditor
          key={`${edited.lead.id} ${edited.column}`}
          edited={edited}
          kinds={kinds}
          onLeave={leave}
        />
      )}
    </section>
  );
}

/** What stands beside the list, and whether it is in sight; null where there is nothing. */
export type Side = { open: boolean; onOpen: (open: boolean) => void } | null;

/**
 * Whether the side is open is remembered in this browser.
 *
 * @param makeRoom given while something else has the room of the side: takes that away
 */
function useSide({ roots }: ListZone, makeRoom: (() => void) | null): Side {
  const [shut, setShut] = useLocalStorage({
    key: 'fairlead-list-side-shut',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const views = useQuery(viewsQuery).data;
  const empty = (views === undefined || (views.rows.length === 0 && views.ownFilters)) && !roots?.zones;
  const onOpen = (open: boolean) => {
    if (open) makeRoom?.();
    setShut(!open);
  };
  return empty ? null : { open: !shut && makeRoom === null, onOpen };
}

function ordered(search: LeadsSearch, sort: string | null | undefined): LeadsSearch {
  return search.sort === undefined && sort != null ? { ...search, sort } : search;
}

/** The list without what was typed below its headers; its view and its order stay. */
function cleared({ view, sort }: LeadsSearch): LeadsSearch {
  return { ...(view === undefined ? {} : { view }), ...(sort === undefined ? {} : { sort }) };
}

/** Whether the list still has to find out with which view it begins. */
function useBeginning(search: LeadsSearch): boolean {
  const views = useQuery(viewsQuery);
  const navigate = useNavigate();
  const plain = Object.keys(search).length === 0;
  const { data } = views;
  const standard = data?.rows.find(({ id }) => id === data.state?.standard);
  const first = data?.ownFilters === false ? (standard ?? data.rows.find(({ fixed }) => fixed)) : standard;
  const begun = useRef(false);
  const goes = plain && first !== undefined && (!begun.current || data?.ownFilters === false);
  useEffect(() => {
    if (data !== undefined) begun.current = true;
    if (goes) void navigate({ to: '/leads', search: { view: first.id }, replace: true });
  }, [data, goes, first, navigate]);
  return views.isPending || goes;
}

/** The lead that was opened last, so that who comes back finds the place again. */
let lastOpened: string | null = null;

const forgetOpened = () => {
  lastOpened = null;
};

function useOpening(list: OpenedFrom) {
  const navigate = route.useNavigate();
  const remember = useCallback(() => rememberList(list), [list]);
  const open = useCallback(
    (lead: LeadRow) => {
      lastOpened = lead.id;
      rememberList(list);
      void navigate({ to: '/leads/$id', params: { id: lead.id } });
    },
    [navigate, list],
  );
  const openApart = useCallback(
    (lead: LeadRow) => {
      rememberList(list);
      window.open(`/leads/${lead.id}`, '_blank');
    },
    [list],
  );
  return { open, openApart, remember };
}
