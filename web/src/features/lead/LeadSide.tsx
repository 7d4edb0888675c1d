import { keepPreviousData } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ZoneTree } from '../../ui/ZoneTree';
import classes from './Side.module.css';
import { empty, type LeadsSearch, withColumn } from './search';
import type { ListZone } from './useListZone';
import { ViewList } from './ViewList';
import { type ValueCounts, valueCountsQuery } from './views';

interface Props {
  search: LeadsSearch;
  zone: ListZone;
  /** Whether the list itself is there: counting does not stand in its way. */
  ready: boolean;
  onSearch: (next: LeadsSearch) => void;
}

/** What stands beside the list: the lists under a name, and the zones that it can be narrowed to. */
export function LeadSide({ search, zone, ready, onSearch }: Props) {
  const { t } = useTranslation('zones');
  const { key, row, roots, statuses } = zone;
  const counting = useCallback(
    (below: string) => ({
      ...valueCountsQuery(search, 'zone', below),
      enabled: ready,
      placeholderData: keepPreviousData<ValueCounts>,
    }),
    [search, ready],
  );
  return (
    <div className={classes.side} id="list-side">
      <ViewList open={search.view} />
      {roots !== undefined && roots.zones > 0 && (
        <section className={classes.zones} aria-labelledby="list-zones">
          <h2 id="list-zones">{t('title')}</h2>
          <ZoneTree
            chosen={key === null ? null : key === empty ? 'none' : (row?.id ?? '')}
            {...(row === null ? {} : { way: row.path })}
            statuses={statuses}
            {...(statuses === null ? { counting } : {})}
            onChoose={(choice) =>
              onSearch(
                withColumn(
                  search,
                  'zone',
                  choice.kind === 'zone' ? [choice.zone.key] : choice.kind === 'none' ? [empty] : [],
                ),
              )
            }
          />
        </section>
      )}
    </div>
  );
}
