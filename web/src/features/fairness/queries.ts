import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import { explainedOf, type NextSheet } from '../../api/types';
import type { Period } from './search';

/** How often it is looked up anew who is next, in milliseconds. */
const everyFewSeconds = 10_000;

export function ledgersQuery(period: Period) {
  return queryOptions({
    queryKey: ['fairness', 'ledgers', period],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/fairness/ledgers', { params: { query: { period } }, signal })),
  });
}

/** One's own lines alone. */
export function ownQuery(period: Period) {
  return queryOptions({
    queryKey: ['fairness', 'own', period],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/fairness/own', { params: { query: { period } }, signal })),
  });
}

export function linesQuery(shared: boolean, ledger: string, period: Period) {
  return queryOptions({
    queryKey: ['fairness', 'lines', shared, ledger, period],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/fairness/balances', { params: { query: { shared, ledger, period } }, signal })),
  });
}

export const nextQuery = queryOptions({
  queryKey: ['fairness', 'next'],
  refetchInterval: everyFewSeconds,
  queryFn: async ({ signal }): Promise<NextSheet> => {
    const sheet = await bodyOf(api.GET('/api/fairness/next', { signal }));
    return { ...sheet, rules: sheet.rules.map((rule) => ({ ...rule, next: explainedOf(rule.next) })) };
  },
});

/** What would become of a lead of a source about a listing; either may be empty. */
export function nextLeadQuery(source: string, listing: string) {
  return queryOptions({
    queryKey: ['fairness', 'next-lead', source, listing],
    refetchInterval: everyFewSeconds,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      explainedOf(
        await bodyOf(api.GET('/api/fairness/next/lead', { params: { query: { source, listing } }, signal })),
      ),
  });
}

export function weekQuery(from: string) {
  return queryOptions({
    queryKey: ['fairness', 'coverage', from],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/fairness/coverage', {
          params: { query: { from } },
          signal,
        }),
      ),
  });
}

export const findingsQuery = queryOptions({
  queryKey: ['fairness', 'findings'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/fairness/findings', { signal })),
});

export function correctionsPage(next: string | null, signal: AbortSignal) {
  return bodyOf(
    api.GET('/api/fairness/corrections', { params: { query: next === null ? {} : { next } }, signal }),
  );
}

export const lastVerificationQuery = queryOptions({
  queryKey: ['fairness', 'verification'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/fairness/verifications/last', { signal })),
});

/** A correction that somebody wants. */
export type Wanted =
  | { kind: 'annul'; lead: string; reason: string }
  | {
      kind: 'book';
      shared: boolean;
      ledger: string;
      from: string;
      to: string;
      leads: number;
      reason: string;
    }
  | { kind: 'undo'; id: string; reason: string };

export function correct(wanted: Wanted) {
  switch (wanted.kind) {
    case 'annul':
      return bodyOf(
        api.POST('/api/fairness/annulments', { body: { lead: wanted.lead, reason: wanted.reason } }),
      );
    case 'book': {
      const { kind: _, ...body } = wanted;
      return bodyOf(api.POST('/api/fairness/bookings', { body }));
    }
    case 'undo':
      return bodyOf(
        api.POST('/api/fairness/corrections/{id}/undo', {
          params: { path: { id: wanted.id } },
          body: { reason: wanted.reason },
        }),
      );
  }
}
