import { ActionIcon, Badge, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated, whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import { useDragged } from '../../ui/useDragged';
import type { Found, Surroundings } from './queries';
import classes from './Rules.module.css';
import { moved, type Rule } from './rule';
import { sentenceOf } from './words';

interface Props {
  rules: Rule[];
  open: number | null;
  found: Found | undefined;
  around: Surroundings | undefined;
  onOpen: (index: number) => void;
  onChange: (rules: Rule[]) => void;
}

/** The rules in their order, which is moved by dragging, by the arrows with Alt, or by its buttons. */
export function RuleList({ rules, open, found, around, onOpen, onChange }: Props) {
  const { t, i18n } = useTranslation('rules');
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number, focus = true) => {
    if (to < 0 || to >= rules.length || from === to) return;
    onChange(moved(rules, from, to));
    onOpen(to);
    setSaid(t('list.movedTo', { rule: rules[from]?.id ?? '', place: whole(i18n.language, to + 1) }));
    if (focus) {
      requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-rule]')[to]?.focus());
    }
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    if (event.altKey) move(index, index + step);
    else list.current?.querySelectorAll<HTMLElement>('[data-rule]')[index + step]?.focus();
  };
  return (
    <>
      <ol className={classes.list} ref={list}>
        {rules.map((rule, index) => (
          <RuleRow
            // A rule being renamed stays the same row.
            key={rule.was ?? rule.id}
            rule={rule}
            index={index}
            last={index === rules.length - 1}
            open={open === index}
            problems={countOf(found, rule)}
            sentence={sentenceOf(t, i18n.language, rule, around)}
            onOpen={() => onOpen(index)}
            onMove={move}
            onKey={(event) => onKey(event, index)}
          />
        ))}
      </ol>
      <div className="spoken" role="status">
        {said}
      </div>
    </>
  );
}

interface RowProps {
  rule: Rule;
  index: number;
  last: boolean;
  open: boolean;
  problems: { broken: number; regrets: number };
  sentence: string;
  onOpen: () => void;
  onMove: (from: number, to: number, focus?: boolean) => void;
  onKey: (event: KeyboardEvent) => void;
}

function RuleRow({ rule, index, last, open, problems, sentence, onOpen, onMove, onKey }: RowProps) {
  const { t, i18n } = useTranslation('rules');
  const { row, over } = useDragged<HTMLLIElement>('rule', index, onMove);
  const name = isolated(i18n.language, rule.id);
  return (
    <li ref={row} className={classes.row} data-open={open || undefined} data-over={over ?? undefined}>
      <span className={`figures ${classes.place}`} aria-hidden="true">
        {whole(i18n.language, index + 1)}
      </span>
      <UnstyledButton
        className={classes.rule}
        data-rule
        aria-current={open}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={onOpen}
        onKeyDown={onKey}
      >
        <span className={classes.id}>
          <bdi>{rule.id === '' ? t('list.unnamed') : rule.id}</bdi>
          {problems.broken > 0 && (
            <Badge size="xs" color="buoy" variant="filled">
              {t('list.broken', { count: problems.broken })}
            </Badge>
          )}
          {problems.regrets > 0 && (
            <Badge size="xs" color="buoy" variant="light">
              {t('list.regrets', { count: problems.regrets })}
            </Badge>
          )}
        </span>
        <span className={classes.sentence} dir="auto">
          {sentence}
        </span>
      </UnstyledButton>
      <span className={classes.moves}>
        <ActionIcon
          size="sm"
          aria-label={t('list.up', { rule: name })}
          disabled={index === 0}
          onClick={() => onMove(index, index - 1, false)}
        >
          <Icon name="up" size={14} />
        </ActionIcon>
        <ActionIcon
          size="sm"
          aria-label={t('list.down', { rule: name })}
          disabled={last}
          onClick={() => onMove(index, index + 1, false)}
        >
          <Icon name="down" size={14} />
        </ActionIcon>
      </span>
    </li>
  );
}

function countOf(found: Found | undefined, rule: Rule): { broken: number; regrets: number } {
  return {
    broken: found?.misfits.filter((each) => each.section === 'rules' && each.rule === rule.id).length ?? 0,
    regrets: found?.findings.filter((each) => each.rule === rule.id).length ?? 0,
  };
}
