import { Loader, SegmentedControl, Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../api/people';
import { FlawText } from '../ui/FlawText';
import { fieldOf } from '../ui/fields';
import classes from './Condition.module.css';
import type { FieldWords } from './ConditionBuilder';
import type { TreeNode } from './condition';
import { type FilterForms, fieldsQuery, formatCondition, parseCondition, parsedQuery } from './queries';

const ConditionBuilder = lazy(() => import('./ConditionBuilder'));

/** How long typing must rest before a condition is read, in milliseconds. */
const rest = 350;

/** What the server said last; `built` counts the texts, each of which gives the builder a new tree. */
interface Answer {
  forms: FilterForms | null;
  built: number;
}

interface Props {
  when: string | undefined;
  onChange: (when: string | undefined) => void;
  /** What fields that every lead has are called here, and their choices, by their ids. */
  words?: FieldWords;
}

const noWords: FieldWords = {};

/** A condition as a tree that is clicked together, or as its text; each is made from the other. */
export function Condition({ when, onChange, words = noWords }: Props) {
  const { t } = useTranslation('rules');
  const { t: shell } = useTranslation('shell');
  const fields = useQuery(fieldsQuery);
  const own = useQuery(settingsQuery('fields')).data;
  const declared = useMemo(() => (own ?? []).map(fieldOf), [own]);
  const [form, setForm] = useState<'builder' | 'text'>('builder');
  const [first] = useState(when ?? '');
  const begun = useQuery({ ...parsedQuery(first), enabled: first !== '' }).data ?? null;
  const [text, setText] = useState(first);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const newest = useRef(0);
  // An answer is taken into the rule as it is by then, which may have changed meanwhile.
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  const { forms, built } = answer ?? { forms: begun, built: 0 };

  const take = async (asked: Promise<FilterForms>, fromBuilder: boolean) => {
    newest.current += 1;
    const own = newest.current;
    const next = await asked.catch(() => null);
    if (next === null || own !== newest.current) return;
    // What is half typed in the builder is no condition yet: the last one stays until it is.
    const tree = next.tree === null && fromBuilder ? (forms?.tree ?? null) : next.tree;
    setAnswer({ forms: { ...next, tree: tree ?? null }, built: fromBuilder ? built : own });
    if (fromBuilder && next.tree !== null && typeof next.text === 'string') {
      setText(next.text);
      change.current(next.text);
    }
  };
  const read = useDebouncedCallback((typed: string) => void take(parseCondition(typed), false), rest);
  const type = (typed: string) => {
    setText(typed);
    onChange(typed.trim() === '' ? undefined : typed.trim());
    newest.current += 1;
    if (typed.trim() === '') setAnswer({ forms: null, built: newest.current });
    else read(typed);
  };
  const build = (tree: TreeNode | null) => {
    if (tree !== null) {
      void take(formatCondition(tree), true);
      return;
    }
    newest.current += 1;
    setAnswer({ forms: null, built });
    setText('');
    onChange(undefined);
  };
  const tree = (forms?.tree ?? null) as TreeNode | null;
  const flaws = forms?.flaws ?? [];
  const readable = text.trim() === '' || tree !== null;
  return (
    <div className={classes.condition}>
      <SegmentedControl
        aria-label={t('condition.form')}
        value={form}
        onChange={(next) => setForm(next as 'builder' | 'text')}
        data={[
          { value: 'builder', label: t('condition.builder') },
          { value: 'text', label: t('condition.text') },
        ]}
      />
      {form === 'builder' && readable && (
        <Suspense fallback={<Loader size="sm" aria-label={shell('grid.loading')} />}>
          <ConditionBuilder
            key={`${built}/${fields.isSuccess}/${own !== undefined}/${begun !== null}`}
            tree={tree}
            fields={fields.data?.rows ?? []}
            declared={declared}
            words={words}
            zones={fields.data?.zones ?? []}
            onTree={build}
          />
        </Suspense>
      )}
      {(form === 'text' || !readable) && (
        <Textarea
          dir="ltr"
          autosize
          minRows={2}
          aria-label={t('condition.text')}
          placeholder={'source == "web" && budget >= 100000'}
          classNames={{ input: classes.code ?? '' }}
          value={text}
          error={flaws.length > 0}
          onChange={(event) => type(event.currentTarget.value)}
        />
      )}
      {text.trim() === '' && <p className="quiet">{t('condition.none')}</p>}
      {form === 'builder' && text.trim() !== '' && readable && (
        <code className={classes.said} dir="ltr">
          {text}
        </code>
      )}
      {flaws.map((flaw) => (
        <p key={`${flaw.path}${flaw.offset}${flaw.message}`} className="alert" role="alert">
          <FlawText flaw={{ ...flaw, kind: `filter-${flaw.kind}` }} />
        </p>
      ))}
    </div>
  );
}
