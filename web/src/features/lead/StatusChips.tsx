import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { choicesQuery } from './queries';
import classes from './Side.module.css';
import { empty, type LeadsSearch, withColumn } from './search';
import type { StatusCounts } from './zoneCounts';

interface Props {
  search: LeadsSearch;
  /** How many leads of each status the list would have; null while or where nobody counts them. */
  counts: StatusCounts | null;
  onSearch: (next: LeadsSearch) => void;
}

/** The statuses above the list: each narrows it, or with others, and says how many leads it would leave. */
export function StatusChips({ search, counts, onSearch }: Props) {
  const { t } = useTranslation('lead');
  const { t: words } = useTranslation('zones');
  const { i18n } = useTranslation();
  const choices = useQuery(choicesQuery).data;
  const chosen = search.columns?.status ?? [];
  const closed = choices?.closed ?? [];
  const known = choices?.statuses ?? [];
  const ordered = [...known.filter((each) => !closed.includes(each)), ...closed];
  const nameless = (counts?.[''] ?? 0) > 0 || chosen.includes(empty);
  const toggle = (value: string) =>
    onSearch(
      withColumn(
        search,
        'status',
        chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value],
      ),
    );
  const figure = (status: string) => whole(i18n.language, counts?.[status] ?? 0);
  return (
    <div role="toolbar" aria-label={t('column.status')} className={classes.chips} onKeyDown={move}>
      {[...ordered, ...(nameless ? [empty] : [])].map((value, index) => {
        const status = value === empty ? '' : value;
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
            {counts !== null && <span className="figures quiet">{figure(status)}</span>}
          </button>
        );
      })}
    </div>
  );
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
