import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { choicesQuery } from './queries';
import classes from './Side.module.css';
import { empty, type LeadsSearch, withColumn } from './search';
import { figureOf, type ValueCounts, valueCountsQuery, viewsQuery } from './views';

interface Props {
  search: LeadsSearch;
  /** Whether the counts are kept, so that asking for them again costs nothing. */
  kept: boolean;
  /** Whether it is known with which view the list begins. */
  begun: boolean;
  onSearch: (next: LeadsSearch) => void;
}

/** The statuses above the list: each narrows it, or with others, and says how many leads it would leave. */
export function StatusChips({ search, kept, begun, onSearch }: Props) {
  const { t } = useTranslation('lead');
  const { t: words } = useTranslation('zones');
  const { i18n } = useTranslation();
  const choices = useQuery(choicesQuery).data;
  const counted = useQuery({
    ...valueCountsQuery(search, 'status'),
    enabled: begun,
    placeholderData: keepPreviousData,
    refetchInterval: kept ? 10_000 : false,
  });
  const counts = counted.data;
  const chosen = search.columns?.status ?? [];
  const closed = choices?.closed ?? [];
  // Whose lists are fixed have nothing to do with statuses that none of their leads has.
  const fixed = useQuery(viewsQuery).data?.ownFilters === false;
  const absent = (value: string) =>
    fixed && counts?.exact === true && !chosen.includes(value) && figureless(counts, value);
  // A status that somebody has just typed for the first time is among the counts alone.
  const known = [
    ...new Set([...(choices?.statuses ?? []), ...(counts?.values ?? []).map(({ value }) => value)]),
  ].filter((value) => value !== '' && !absent(value));
  const ordered = [
    ...known.filter((each) => !closed.includes(each)),
    ...closed.filter((each) => !absent(each)),
  ];
  const nameless = counts?.values.some(({ value }) => value === '') === true || chosen.includes(empty);
  const toggle = (value: string) =>
    onSearch(
      withColumn(
        search,
        'status',
        chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value],
      ),
    );
  return (
    <div role="toolbar" aria-label={t('column.status')} className={classes.chips} onKeyDown={move}>
      {[...ordered, ...(nameless ? [empty] : [])].map((value, index) => {
        const status = value === empty ? '' : value;
        const figure = figureOf(counts, status, i18n.language);
        const gaveUp = figure === '' && (counts !== undefined || counted.isError);
        return (
          <button
            key={value}
            type="button"
            className={classes.chip}
            aria-pressed={chosen.includes(value)}
            tabIndex={index === 0 ? 0 : -1}
            onClick={() => toggle(value)}
          >
            <bdi>{status === '' ? words('noStatus') : status}</bdi>
            <span className="figures quiet" data-old={counted.isPlaceholderData}>
              {counted.isPending && counted.isFetching ? '…' : figure}
              {gaveUp && <span title={words('uncounted')}>?</span>}
            </span>
          </button>
        );
      })}
    </div>
  );
}

function figureless({ values }: ValueCounts, status: string): boolean {
  return values.every(({ value }) => value !== status);
}

/** Arrows go along the chips, so that Tab passes them in one step. */
function move(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const forward =
    (event.key === 'ArrowRight') === (getComputedStyle(event.currentTarget).direction === 'ltr');
  const to = all[all.indexOf(event.target as HTMLElement) + (forward ? 1 : -1)];
  if (to === undefined) return;
  event.preventDefault();
  for (const each of all) each.tabIndex = each === to ? 0 : -1;
  to.focus();
}
