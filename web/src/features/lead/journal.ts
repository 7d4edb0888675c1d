import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { ifMatch } from '../../api/people';
import type { components } from '../../api/schema';
import { type ContactChange, explainedOf, type JournalPage, type Topic } from '../../api/types';

/** Whose journal: a lead's and a contact's by its id, a listing's by its key. */
export interface Of {
  kind: 'lead' | 'contact' | 'listing';
  id: string;
}

/** All journals that were read. */
export const journalKey = ['journal'];

/** How long what was asked for before it is drawn is not asked for again, in milliseconds. */
export const beforehand = 2_000;

/** A journal, newest first, page by page; the pages loaded are read anew together. */
export function journalQuery(of: Of, topic: Topic | null, own: boolean) {
  return infiniteQueryOptions({
    queryKey: [...journalKey, of.kind, of.id, topic, own],
    staleTime: beforehand,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const query = { own, ...(topic && { topic }), ...(pageParam && { after: pageParam }) };
      return pageOf(await bodyOf(asked(of, query, signal)));
    },
    getNextPageParam: (page) => page.next,
  });
}

function asked(of: Of, query: { own: boolean; topic?: Topic; after?: string }, signal: AbortSignal) {
  switch (of.kind) {
    case 'lead':
      return api.GET('/api/leads/{id}/journal', { params: { path: { id: of.id }, query }, signal });
    case 'contact':
      return api.GET('/api/contacts/{id}/journal', { params: { path: { id: of.id }, query }, signal });
    case 'listing':
      return api.GET('/api/listings/{key}/journal', { params: { path: { key: of.id }, query }, signal });
  }
}

function pageOf(page: components['schemas']['JournalPage']): JournalPage {
  return {
    people: page.people,
    next: page.next ?? null,
    entries: page.entries.map((entry) => ({
      ...entry,
      decision:
        entry.decision == null
          ? null
          : { id: entry.decision.id, explained: explainedOf(entry.decision.explained) },
    })),
  };
}

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: ['contact', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/contacts/{id}', { params: { path: { id } }, signal })),
  });
}

export function changeContact(id: string, version: number, body: ContactChange) {
  return bodyOf(
    api.PATCH('/api/contacts/{id}', { params: { path: { id }, header: ifMatch(version) }, body }),
  );
}

export function listingQuery(key: string) {
  return queryOptions({
    queryKey: ['listing', key],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/listings/{key}/sheet', { params: { path: { key } }, signal })),
  });
}

/** The leads of a contact or about a listing, newest first. */
export function linkedQuery(of: Of) {
  return infiniteQueryOptions({
    queryKey: ['linked-leads', of.kind, of.id],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? {} : { after: pageParam };
      return of.kind === 'contact'
        ? bodyOf(api.GET('/api/contacts/{id}/leads', { params: { path: { id: of.id }, query }, signal }))
        : bodyOf(api.GET('/api/listings/{key}/leads', { params: { path: { key: of.id }, query }, signal }));
    },
    getNextPageParam: (page) => page.next ?? null,
  });
}
