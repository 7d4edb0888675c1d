import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api, bodyOf } from '../../api/client';
import { listenToLeads } from '../../api/live';
import type { LeadList, LeadRow } from '../../api/types';
import { changedOf, differing, type Known, learnt, most, Waiting } from './changes';
import { leadsQuery } from './queries';
import { type LeadsSearch, queryOf } from './search';
import { valueCountsKey } from './views';

/** How long changes are gathered, in milliseconds; as much again by chance, so that not all pages ask at once. */
const gathering = 4_000;

/** How long it must be quiet before the beginning of the list is read anew because too many leads changed to be named. */
const quiet = 12_000;

/** What changed in a list since it was loaded. */
export interface Changed {
  count: number;
  /** Whether there may be more. */
  more: boolean;
  refresh: () => void;
}

const nothing: Known = new Map();

/**
 * How many leads of a list changed, came into it or left it since it was loaded, as far as it is loaded, and the way to
 * load it anew. The journal names the changed leads of the whole company; which of them matter here the server is asked,
 * in portions, until there are more than anybody would count. In an import or a bulk change there are more than are asked
 * about: then the beginning of the list is read once it is quiet, and compared.
 *
 * @param pages what is loaded; undefined while nothing is
 */
export function useChanged(
  search: LeadsSearch,
  pages: LeadList[] | undefined,
  rows: LeadRow[],
  onRefresh: () => void,
): Changed {
  const queries = useQueryClient();
  const [known, setKnown] = useState(nothing);
  const [apart, setApart] = useState(0);
  const [lost, setLost] = useState(false);
  const waiting = useRef(new Waiting());
  const now = useRef({ search, pages, count: 0 });
  const count = useMemo(() => Math.max(changedOf(known, rows), apart), [known, rows, apart]);
  useEffect(() => {
    now.current = { search, pages, count };
  });
  const loaded = pages?.[0]?.asOf;
  // A list that was just read has nothing changed in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about being loaded
  useEffect(() => {
    waiting.current = new Waiting();
    setKnown(nothing);
    setApart(0);
    setLost(false);
  }, [search, loaded]);
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let heard = 0;
    const later = (pause: number) => {
      timer ??= setTimeout(() => void ask(), pause * (1 + Math.random()));
    };
    const ask = async () => {
      const { search, pages, count } = now.current;
      const mine = waiting.current;
      timer = undefined;
      if (pages === undefined || count > most) return;
      if (document.hidden) return later(gathering);
      const leads = mine.take();
      try {
        if (leads.length > 0) {
          const { filter, sort } = queryOf(search, null);
          const cursor = pages.at(-1)?.next ?? null;
          const body = { filter: filter ?? null, sort: sort ?? null, cursor, leads };
          const { rows } = await bodyOf(api.POST('/api/leads/changed', { body, signal: ended.signal }));
          if (mine === waiting.current) setKnown((known) => learnt(known, leads, rows));
        } else if (mine.lost && Date.now() - heard > quiet) {
          mine.lost = false;
          const body = queryOf(search, null);
          const page = await bodyOf(api.POST('/api/leads/query', { body, signal: ended.signal }));
          const first = pages[0];
          if (mine !== waiting.current || first === undefined) return;
          const exact = first.total.exact && page.total.exact;
          const found = differing(
            first.rows,
            page.rows,
            exact ? [first.total.value, page.total.value] : null,
          );
          setApart(found);
          setLost(found > 0);
        }
      } catch {
        // The list itself tells what is wrong when it is loaded anew.
      }
      if (mine === waiting.current && (mine.size > 0 || mine.lost)) later(gathering);
    };
    const stop = listenToLeads(({ leads, more }) => {
      if (now.current.count > most) return;
      heard = Date.now();
      waiting.current.add(leads, more);
      if (waiting.current.lost) setLost(true);
      later(gathering);
    });
    return () => {
      stop();
      ended.abort();
      clearTimeout(timer);
    };
  }, []);
  const refresh = useCallback(() => {
    setKnown(nothing);
    setApart(0);
    onRefresh();
    void queries.resetQueries({ queryKey: leadsQuery(search).queryKey });
    void queries.invalidateQueries({ queryKey: ['lead-count'] });
    void queries.invalidateQueries({ queryKey: valueCountsKey });
  }, [queries, search, onRefresh]);
  return { count: Math.min(count, most), more: count > most || (count > 0 && lost), refresh };
}
