import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ZoneList, type ZoneRow, zoneByKeyQuery, zonesQuery } from '../../api/zones';
import { choicesQuery } from './queries';
import { empty, type LeadsSearch } from './search';
import { countedStatuses, countsIn, ofOpen, type StatusCounts, zoneOf } from './zoneCounts';

/** What zones say of a list. */
export interface ListZone {
  /** The key of the zone that the list is narrowed to, `-` for none; null for all. */
  key: string | null;
  /** The zone itself, once it is known. */
  row: ZoneRow | null;
  /** The statuses that zones count for this list, none for all; null where they do not count it. */
  statuses: string[] | null;
  /** How many leads of each status the list would have; null where zones do not count it. */
  counts: StatusCounts | null;
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
  return useMemo(() => {
    const closed = choices?.closed ?? [];
    const statuses = choices === undefined ? null : countedStatuses(search, choices.statuses, closed);
    const counts = statuses === null ? null : countsIn(key, roots, row);
    return {
      key,
      row,
      statuses,
      counts: counts === null ? null : ofOpen(counts, search.open, closed),
      roots,
      pending,
    };
  }, [search, key, roots, pending, row, choices]);
}
