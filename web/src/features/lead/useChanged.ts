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

/** What is known to have changed since a list was loaded: a list that was just read has nothing changed in it. */
interface Since {
  search: LeadsSearch;
  /** When it was loaded; undefined while it is not. */
  loaded: string | undefined;
  waiting: Waiting;
  known: Known;
  /** How many rows differ where the list was read anew and compared. */
  apart: number;
  /** Whether more changed than was asked about. */
  lost: boolean;
}

function begun(search: LeadsSearch, loaded: string | undefined): Since {
  return { search, loaded, waiting: new Waiting(), known: new Map(), apart: 0, lost: false };
}

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
  const loaded = pages?.[0]?.asOf;
  const [since, setSince] = useState(() => begun(search, loaded));
  if (since.search !== search || since.loaded !== loaded) setSince(begun(search, loaded));
  const { waiting, known, apart, lost } = since;
  const count = useMemo(() => Math.max(changedOf(known, rows), apart), [known, rows, apart]);
  const now = useRef({ search, pages, count, waiting });
  useEffect(() => {
    now.current = { search, pages, count, waiting };
  });
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let heard = 0;
    const later = (pause: number) => {
      timer ??= setTimeout(() => void ask(), pause * (1 + Math.random()));
    };
    const ask = async () => {
      const { search, pages, count, waiting: mine } = now.current;
      const learn = (what: (since: Since) => Partial<Since>) =>
        setSince((since) => (since.waiting === mine ? { ...since, ...what(since) } : since));
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
          learn(({ known }) => ({ known: learnt(known, leads, rows) }));
        } else if (mine.lost && Date.now() - heard > quiet) {
          mine.lost = false;
          const body = queryOf(search, null);
          const page = await bodyOf(api.POST('/api/leads/query', { body, signal: ended.signal }));
          const first = pages[0];
          if (first === undefined) return;
          const exact = first.total.exact && page.total.exact;
          const found = differing(
            first.rows,
            page.rows,
            exact ? [first.total.value, page.total.value] : null,
          );
          learn(() => ({ apart: found, lost: found > 0 }));
        }
      } catch {
        // The list itself tells what is wrong when it is loaded anew.
      }
      if (mine === now.current.waiting && (mine.size > 0 || mine.lost)) later(gathering);
    };
    const stop = listenToLeads(({ leads, more }) => {
      const { count, waiting: mine } = now.current;
      if (count > most) return;
      heard = Date.now();
      mine.add(leads, more);
      if (mine.lost) setSince((since) => (since.waiting === mine ? { ...since, lost: true } : since));
      later(gathering);
    });
    return () => {
      stop();
      ended.abort();
      clearTimeout(timer);
    };
  }, []);
  const refresh = useCallback(() => {
    setSince(begun(search, loaded));
    onRefresh();
    void queries.resetQueries({ queryKey: leadsQuery(search).queryKey });
    void queries.invalidateQueries({ queryKey: ['lead-count'] });
    void queries.invalidateQueries({ queryKey: valueCountsKey });
  }, [queries, search, loaded, onRefresh]);
  return { count: Math.min(count, most), more: count > most || (count > 0 && lost), refresh };
}
