import { TextInput, UnstyledButton } from '@mantine/core';
import { skipToken, type UseQueryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { leadsOf, type ZoneRow, zoneSearchQuery, zonesQuery } from '../api/zones';
import { atLeast } from '../i18n/format';
import { Icon } from './Icon';
import classes from './ZoneTree.module.css';

type LeadCounts = components['schemas']['LeadCounts'];

/** What is chosen: a zone, the leads in none of them, or all. */
export type ZoneChoice = { kind: 'all' } | { kind: 'none' } | { kind: 'zone'; zone: ZoneRow };

interface Props {
  /** The id of the chosen zone, `none` for leads without one, null for all. */
  chosen: string | null;
  onChoose: (choice: ZoneChoice) => void;
  /** The ids of the zones from the root down to the chosen one: what lies above it is open. */
  way?: string[];
  /** Only leads with these statuses are counted; none for all, null where the kept counts do not say it. */
  statuses?: string[] | null;
  /** Where they do not: how many leads the zones right below one have, by its key; the roots below the empty text. */
  counting?: Counting;
}

type Kept = { [status: string]: number } | null | undefined;
type Counted = UseQueryResult<LeadCounts>;

export type Counting = (below: string) => UseQueryOptions<LeadCounts, Error, LeadCounts, readonly unknown[]>;

/** Nothing is counted. */
const never: Counting = () => ({ queryKey: ['zone-figures'], queryFn: skipToken });

const nowhere: string[] = [];
const anyStatus: string[] = [];

/**
 * The tree of zones with how many leads each has, those below it included. Arrows move and open, Home and End go to the
 * ends, Enter chooses; typing into the box above searches the whole tree.
 */
export function ZoneTree({ chosen, onChoose, way = nowhere, statuses = anyStatus, counting = never }: Props) {
  const { t, i18n } = useTranslation('zones');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const roots = useQuery(zonesQuery(null));
  const found = useQuery({ ...zoneSearchQuery(search), enabled: search !== '' });
  const tree = useRef<HTMLDivElement>(null);
  const list = search === '' ? roots.data : found.data;
  const counted = useQuery(counting(''));
  const figureOf = useFigures(statuses, counted);
  const special = (kind: 'all' | 'none', counts: Kept) => (
    <div
      role="treeitem"
      tabIndex={kind === 'all' ? 0 : -1}
      aria-selected={kind === (chosen ?? 'all')}
      aria-level={1}
      className={classes.item}
      onClick={() => onChoose({ kind })}
      onKeyDown={(event) => event.key === 'Enter' && onChoose({ kind })}
    >
      <span className={classes.line}>
        <span className={classes.opener} />
        <span className={classes.name}>{t(kind)}</span>
        <Count
          of={
            statuses === null && kind === 'all'
              ? { ...figureOf('', counts), ...sumOf(counted.data, i18n.language) }
              : figureOf('', counts)
          }
        />
      </span>
    </div>
  );
  return (
    <div className={classes.frame}>
      <TextInput
        size="xs"
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<Icon name="search" size={14} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            items(tree.current)[0]?.focus();
          }
        }}
      />
      <div
        ref={tree}
        role="tree"
        aria-label={t('title')}
        className={classes.tree}
        onKeyDown={(event) => move(event, tree.current)}
        onFocus={(event) => keepTab(event.target, tree.current)}
      >
        {search === '' && list !== undefined && special('all', list.all)}
        {list?.rows.map((zone, index) => (
          <Branch
            key={zone.id}
            zone={zone}
            first={search !== '' && index === 0}
            found={search !== ''}
            counted={search === '' ? counted : null}
            {...{ chosen, onChoose, way, statuses, counting }}
          />
        ))}
        {search === '' && list !== undefined && list.zones > 0 && special('none', list.none)}
      </div>
      {search !== '' && list?.rows.length === 0 && <p className="quiet">{t('noneFound')}</p>}
      {list?.more === true && <p className="quiet">{t('more')}</p>}
    </div>
  );
}

interface BranchProps extends Required<Props> {
  zone: ZoneRow;
  /** Whether it is shown by itself, with the way to it. */
  found: boolean;
  /** Whether Tab leads to it. */
  first: boolean;
  /** What was counted for this zone and those beside it. */
  counted: Counted | null;
}

function Branch(props: BranchProps) {
  const { zone, found, first, chosen, onChoose, way, statuses, counting, counted } = props;
  const { t, i18n } = useTranslation('zones');
  const [open, setOpen] = useState(false);
  const below = useQuery({ ...zonesQuery(zone.id), enabled: open });
  const countedBelow = useQuery({ ...counting(zone.key), ...(open ? {} : { enabled: false }) });
  const shown = useFigures(statuses, counted)(zone.key, zone.leads);
  const { leads, figure } = shown;
  const leadsToChosen = way.includes(zone.id) && way.at(-1) !== zone.id;
  useEffect(() => {
    if (leadsToChosen) setOpen(true);
  }, [leadsToChosen]);
  const choose = () => onChoose({ kind: 'zone', zone });
  return (
    <div
      role="treeitem"
      tabIndex={first ? 0 : -1}
      aria-level={found ? 1 : zone.level}
      aria-selected={chosen === zone.id}
      aria-expanded={zone.inner ? open : undefined}
      aria-label={leads === null ? zone.name : `${zone.name}, ${t('leads', { count: leads, figure })}`}
      className={classes.item}
      onClick={(event) => {
        event.stopPropagation();
        choose();
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        const forward = i18n.dir() === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
        const back = i18n.dir() === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
        if (event.key === 'Enter' || event.key === ' ') choose();
        else if (event.key === forward && zone.inner && !open) setOpen(true);
        else if (event.key === back && open) setOpen(false);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <span className={classes.line}>
        {zone.inner ? (
          <UnstyledButton
            tabIndex={-1}
            aria-hidden="true"
            className={classes.opener}
            onClick={(event) => {
              event.stopPropagation();
              setOpen(!open);
            }}
          >
            <span className={classes.arrow} data-open={open}>
              <Icon name="down" size={14} />
            </span>
          </UnstyledButton>
        ) : (
          <span className={classes.opener} />
        )}
        <span className={classes.name}>
          <bdi>{zone.name}</bdi>
          {found && zone.way.length > 1 && (
            <span className="quiet">
              {' '}
              · <bdi>{zone.way.slice(0, -1).join(' · ')}</bdi>
            </span>
          )}
        </span>
        <Count of={shown} />
      </span>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a group of a tree is no fieldset
        <div role="group" className={classes.below}>
          {below.data?.rows.map((one) => (
            <Branch
              key={one.id}
              zone={one}
              found={false}
              first={false}
              counted={countedBelow}
              {...{ chosen, onChoose, way, statuses, counting }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** How many leads a zone has, as it is shown. */
interface Figure {
  /** Null where nobody knows. */
  leads: number | null;
  figure: string;
  /** Whether it is of before, or nothing yet. */
  pending: boolean;
  /** Whether counting took too long. */
  gaveUp: boolean;
}

/** How many leads a zone has, by what is kept or by what was counted. */
function useFigures(statuses: string[] | null, counted: Counted | null) {
  const { i18n } = useTranslation('zones');
  return (key: string, kept: Kept): Figure => {
    const counts = counted?.data;
    const one = counts?.values.find(({ value }) => value === key);
    const leads = statuses !== null ? leadsOf(kept, statuses) : (one?.count ?? (counts?.exact ? 0 : null));
    const pending =
      statuses === null && counted?.isFetching === true && (counted.isPlaceholderData || !counts);
    if (leads === null) {
      const gaveUp = statuses === null && !pending && (counts !== undefined || counted?.isError === true);
      return { leads, figure: pending ? '…' : gaveUp ? '?' : '', pending, gaveUp };
    }
    const more = statuses === null && one?.exact === false;
    return { leads, figure: atLeast(i18n.language, leads, more), pending, gaveUp: false };
  };
}

function Count({ of: { figure, pending, gaveUp } }: { of: Figure }) {
  const { t } = useTranslation('zones');
  return (
    <span
      className={`figures ${classes.count}`}
      data-old={pending}
      title={gaveUp ? t('uncounted') : undefined}
    >
      {figure}
      {gaveUp && <span className="spoken">{t('uncounted')}</span>}
    </span>
  );
}

/** What all that was counted comes to, where anything was. */
function sumOf(counted: LeadCounts | undefined, language: string): Partial<Figure> {
  if (counted === undefined || (counted.values.length === 0 && !counted.exact)) return {};
  const sum = counted.values.reduce((all, { count }) => all + count, 0);
  return { figure: atLeast(language, sum, !counted.exact), gaveUp: false };
}

function items(tree: HTMLElement | null): HTMLElement[] {
  return [...(tree?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
}

/** One item is reached with Tab: the one that was last in focus, else the first. */
function keepTab(target: EventTarget, tree: HTMLElement | null) {
  for (const item of items(tree)) item.tabIndex = item === target ? 0 : -1;
}

function move(event: KeyboardEvent, tree: HTMLElement | null) {
  const all = items(tree);
  const at = all.indexOf(event.target as HTMLElement);
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
  const next = to[event.key];
  if (next !== undefined && at >= 0) {
    event.preventDefault();
    all[Math.max(0, Math.min(next, all.length - 1))]?.focus();
  } else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && at >= 0) {
    all[at]?.parentElement?.closest<HTMLElement>('[role=treeitem]')?.focus();
  }
}
