import { useDebouncedCallback } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Problem } from '../../api/client';
import { type Draft, draftQuery, saveDraft } from './queries';
import type { Rule } from './rule';

/** How long one must rest before what was changed is saved, in milliseconds. */
const rest = 600;
/** How often it is looked whether somebody else changed the draft, in milliseconds. */
const watch = 15_000;

/** The shared draft as this page edits it: changes are saved by themselves, unless somebody else was faster. */
export function useDraft() {
  const queries = useQueryClient();
  const [mine, setMine] = useState<Rule[] | null>(null);
  const [theirs, setTheirs] = useState<Draft | null>(null);
  const latest = useRef<Rule[] | null>(null);
  const base = useRef(0);
  const answer = useQuery({ ...draftQuery, refetchInterval: mine === null ? watch : false });
  const save = useMutation({
    scope: { id: 'rule-draft' },
    mutationFn: async () => {
      const rules = latest.current;
      if (rules === null) return null;
      const saved = await saveDraft(base.current, rules);
      base.current = saved.version;
      return { saved, rules };
    },
    onSuccess: (done) => {
      if (done === null) return;
      queries.setQueryData(draftQuery.queryKey, done.saved);
      if (latest.current === done.rules) settle();
    },
    onError: (error) => {
      if (error instanceof Problem && error.slug === 'changed-meanwhile') {
        setTheirs((error.body as { current: Draft }).current);
      }
    },
  });
  const settle = () => {
    latest.current = null;
    setMine(null);
  };
  const saveSoon = useDebouncedCallback(() => save.mutate(), { delay: rest, flushOnUnmount: true });
  const change = (rules: Rule[]) => {
    // What was saved a moment ago may not have been drawn yet; versions only grow.
    if (latest.current === null) base.current = Math.max(base.current, answer.data?.version ?? 0);
    latest.current = rules;
    setMine(rules);
    if (theirs === null) saveSoon();
  };
  return {
    draft: answer.data,
    problem: answer.error ?? (theirs === null ? save.error : null),
    rules: mine ?? answer.data?.rules ?? [],
    unsaved: mine !== null,
    saving: save.isPending,
    change,
    /** Saves at once what is not saved yet, and gives the version that is then the newest. */
    settled: async (): Promise<number> => {
      saveSoon.cancel();
      const done = latest.current === null ? null : await save.mutateAsync();
      return done?.saved.version ?? answer.data?.version ?? 0;
    },
    /** What somebody else saved meanwhile, until it is decided whose rules stay. */
    theirs,
    takeTheirs: () => {
      if (theirs !== null) queries.setQueryData(draftQuery.queryKey, theirs);
      settle();
      setTheirs(null);
      save.reset();
    },
    keepMine: () => {
      base.current = theirs?.version ?? base.current;
      setTheirs(null);
      save.mutate();
    },
  };
}

export type DraftHandle = ReturnType<typeof useDraft>;
