import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client';
import type { components } from '../../api/schema';
import type { Rule } from './rule';

type Schemas = components['schemas'];

/** The rules as they are being written, by everybody who may. */
export type Draft = Omit<Schemas['RuleDraft'], 'rules'> & { rules: Rule[] };
export type Found = Schemas['Found'];
export type Surroundings = Schemas['RuleSurroundings'];
export type RuleChange = Schemas['RuleChange'];
export type SettingsDiff = Schemas['SettingsDiff'];

const asDraft = (draft: Schemas['RuleDraft']): Draft => ({
  ...draft,
  rules: draft.rules as unknown as Rule[],
});

export const rulesKey = ['rules'];

export const draftQuery = queryOptions({
  queryKey: ['rules', 'draft'],
  queryFn: async ({ signal }) => asDraft(await bodyOf(api.GET('/api/rules/draft', { signal }))),
});

/** What names a version of the draft in a request. */
const tag = (version: number) => ({ 'If-Match': `"${version}"` });

export async function saveDraft(version: number, rules: readonly Rule[]): Promise<Draft> {
  const body = { rules: rules as unknown as Record<string, never>[] };
  return asDraft(await bodyOf(api.PUT('/api/rules/draft', { params: { header: tag(version) }, body })));
}

export function discardDraft(version: number) {
  return api.DELETE('/api/rules/draft', { params: { header: tag(version) } });
}

export function publishDraft(version: number, note: string) {
  return bodyOf(api.POST('/api/rules/versions', { params: { header: tag(version) }, body: { note } }));
}

export function rollBack(version: number, note: string) {
  return bodyOf(
    api.POST('/api/rules/versions/{version}/roll-back', { params: { path: { version } }, body: { note } }),
  );
}

/** What is wrong with a version of the draft and what one would regret in it. */
export const findingsQuery = (version: number) =>
  queryOptions({
    queryKey: ['rules', 'findings', version],
    staleTime: 60_000,
    queryFn: ({ signal }) => bodyOf(api.GET('/api/rules/draft/findings', { signal })),
  });

export const surroundingsQuery = queryOptions({
  queryKey: ['rules', 'surroundings'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/rules/surroundings', { signal })),
});

export const changesQuery = (from: string, to: string, seen: number) =>
  queryOptions({
    queryKey: ['rules', 'diff', from, to, seen],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/rules/diff', { params: { query: { from, to } }, signal })),
  });

export function versionsPage(next: string | undefined, signal: AbortSignal) {
  const query = next === undefined ? { limit: 30 } : { limit: 30, next };
  return bodyOf(api.GET('/api/rules/versions', { params: { query }, signal }));
}

/** A settings file's text with the draft and a week of leads: made up, or those of the week of a day. */
export function weekScenario(week: string | null) {
  return bodyOf(api.POST('/api/rules/draft/scenario', { body: week === null ? {} : { week } }));
}

export function changeCompany(version: number, body: Schemas['WantedCompanyRules']) {
  return bodyOf(api.PATCH('/api/rules/company', { params: { header: tag(version) }, body }));
}

/** The settings of the company as a file's text. */
export async function settingsText(): Promise<string> {
  const { data } = await api.GET('/api/settings', { params: { query: { format: 'yaml' } }, parseAs: 'text' });
  return String(data ?? '');
}

/** What a settings file would change, or with `apply` changes. */
/** Sends a settings file; with `seen` it is applied only if the settings are still those that were looked at. */
export function sendSettings(
  text: string,
  way: { apply: boolean; prune: boolean; seen?: number },
): Promise<SettingsDiff> {
  return bodyOf(
    api.POST('/api/settings', {
      params: {
        query: { dryRun: !way.apply, prune: way.prune },
        header: way.seen === undefined ? {} : tag(way.seen),
      },
      headers: { 'Content-Type': 'application/yaml' },
      body: text as never,
      bodySerializer: (body: unknown) => body as string,
    }),
  );
}
