import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ZoneList, type ZoneRow, zoneByKeyQuery, zonesQuery } from '../../api/zones';
import { choicesQuery } from './queries';
import { empty, type LeadsSearch } from './search';
import { viewsQuery } from './views';
import { countedStatuses, zoneOf } from './zoneCounts';

/** What zones say of a list. */
export interface ListZone {
  /** The key of the zone that the list is narrowed to, `-` for none; null for all. */
  key: string | null;
  /** The zone itself, once it is known. */
  row: ZoneRow | null;
  /** The statuses that zones count for this list, none for all; null where they do not count it. */
  statuses: string[] | null;
  roots: ZoneList | undefined;
  /** Whether it is not known yet whether there are zones. */
  pending: boolean;
}

/** The zone of a list, and what is counted for it without asking the leads. */
export function useListZone(search: LeadsSearch): ListZone {
  const key = zoneOf(search);
  const { data: roots, isPending: pending } = useQuery(zonesQuery(null));
  const row = useQuery({ ...zoneByKeyQuery(key ?? ''), enabled: key !== null && key !== empty }).data ?? null;
  const choices = useQuery(choicesQuery).data;
  const ownFilters = useQuery(viewsQuery).data?.ownFilters;
  return useMemo(() => {
    // What is kept is of the whole company, which is not for those whose lists are fixed.
    const statuses =
      choices === undefined || ownFilters !== true
        ? null
        : countedStatuses(search, choices.statuses, choices.closed);
    return { key, row, statuses, roots, pending };
  }, [search, key, roots, pending, row, choices, ownFilters]);
}
