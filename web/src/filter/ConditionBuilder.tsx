import 'react-querybuilder/dist/query-builder-layout.css';
import { Autocomplete, Button, NativeSelect, TagsInput } from '@mantine/core';
import { QueryBuilderMantine } from '@react-querybuilder/mantine';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ActionProps,
  QueryBuilder,
  type RuleGroupType,
  type ValueEditorProps,
  type ValueSelectorProps,
} from 'react-querybuilder';
import type { OwnField } from '../ui/fields';
import classes from './Condition.module.css';
import { type BuilderGroup, groupOf, guessedTypes, operatorsOf, type TreeNode, treeOf } from './condition';
import type { FilterField } from './queries';

/** How fields that every lead has are called, and which values they have, by their ids. */
export type FieldWords = Record<string, { name?: string; choices?: string[] }>;

interface Props {
  tree: TreeNode | null;
  fields: FilterField[];
  /** The company's own fields, with their names and choices. */
  declared: OwnField[];
  words: FieldWords;
  zones: string[];
  onTree: (tree: TreeNode | null) => void;
}

/** A condition clicked together: groups of comparisons over the company's fields. It begins with the tree. */
export default function ConditionBuilder({ tree, fields, declared, words, zones, onTree }: Props) {
  const { t } = useTranslation('rules');
  const known = useMemo(
    () => knownFields(tree, fields, { declared, words, zones }),
    [tree, fields, declared, words, zones],
  );
  const types = useMemo(() => new Map(known.map((field) => [field.name, field.type])), [known]);
  const typeOf = (field: string) => types.get(field) ?? 'text';
  const [shown, setShown] = useState<BuilderGroup>(() => groupOf(tree));
  const say = (key: string) => t(`builder.${key as 'addRule'}`);
  const action = (key: string) => ({ label: say(key), title: say(key) });
  return (
    <QueryBuilderMantine>
      <QueryBuilder
        controlClassnames={{ queryBuilder: classes.builder ?? '' }}
        controlElements={{ actionElement: Action, valueEditor: ValueEditor, valueSelector: Selector }}
        fields={known}
        getOperators={(field) =>
          operatorsOf(typeOf(field)).map((name) => ({
            name,
            value: name,
            label: t(`operator.${wordOf(name) as 'in'}`),
          }))
        }
        combinators={[
          { name: 'and', value: 'and', label: say('and') },
          { name: 'or', value: 'or', label: say('or') },
        ]}
        getDefaultValue={() => ''}
        resetOnFieldChange
        showNotToggle
        addRuleToNewGroups
        translations={{
          fields: action('field'),
          operators: action('operator'),
          value: { title: say('value') },
          combinators: { title: say('combinator') },
          notToggle: action('not'),
          addRule: action('addRule'),
          addGroup: action('addGroup'),
          removeRule: { label: '✕', title: say('removeRule') },
          removeGroup: { label: '✕', title: say('removeGroup') },
        }}
        query={shown as RuleGroupType}
        onQueryChange={(next: RuleGroupType) => {
          const group = next as unknown as BuilderGroup;
          setShown(group);
          const built = treeOf(group, typeOf);
          if (JSON.stringify(built) !== JSON.stringify(tree)) onTree(built);
        }}
      />
    </QueryBuilderMantine>
  );
}

const signs: Record<string, string> = {
  '==': 'is',
  '!=': 'isNot',
  '<': 'less',
  '<=': 'atMost',
  '>': 'more',
  '>=': 'atLeast',
};

function wordOf(operator: string): string {
  return signs[operator] ?? operator;
}

interface KnownField {
  [more: string]: unknown;
  name: string;
  value: string;
  label: string;
  type: string;
  choices: string[];
}

/** The company's fields, and those of the condition that nobody declared. */
function knownFields(
  tree: TreeNode | null,
  fields: FilterField[],
  { declared, words, zones }: Pick<Props, 'declared' | 'words' | 'zones'>,
): KnownField[] {
  const own = new Map(declared.map((field) => [field.id, field]));
  const guessed = guessedTypes(tree);
  const known = fields.map(({ id, type, values }) => ({
    id,
    type: type === 'text' ? (guessed[id] ?? type) : type,
    choices:
      type === 'zone'
        ? zones
        : [...new Set([...(own.get(id)?.choices ?? words[id]?.choices ?? []), ...values])],
  }));
  const others = Object.entries(guessed)
    .filter(([id]) => fields.every((field) => field.id !== id))
    .map(([id, type]) => ({ id, type, choices: [] as string[] }));
  const all = [...known, ...others].sort((a, b) => Number(b.id === 'source') - Number(a.id === 'source'));
  return all.map(({ id, type, choices }) => ({
    name: id,
    value: id,
    label: own.get(id)?.name ?? words[id]?.name ?? id,
    type,
    choices,
  }));
}

function Action({ handleOnClick, label, title, disabled }: ActionProps) {
  return (
    <Button
      variant="default"
      title={title}
      disabled={disabled === true}
      onClick={(event) => handleOnClick(event)}
    >
      {label}
    </Button>
  );
}

/** Says to everybody what is chosen here; a title alone is not read out everywhere. */
function Selector({ options, value, handleOnChange, title, disabled }: ValueSelectorProps) {
  const data = (options as { name: string; label: string }[]).map(({ name, label }) => ({
    value: name,
    label,
  }));
  return (
    <NativeSelect
      aria-label={title ?? ''}
      data={data}
      value={value ?? ''}
      disabled={disabled === true}
      onChange={(event) => handleOnChange(event.currentTarget.value)}
    />
  );
}

function ValueEditor({ operator, value, handleOnChange, fieldData, title }: ValueEditorProps) {
  const { t } = useTranslation('rules');
  const { type, choices } = fieldData as unknown as KnownField;
  if (operator === 'has' || operator === 'hasNot') return null;
  if (operator === 'in' || operator === 'notIn') {
    return (
      <TagsInput
        size="xs"
        aria-label={title}
        data={choices}
        value={
          Array.isArray(value)
            ? value.map(String)
            : value === '' || value === undefined
              ? []
              : [String(value)]
        }
        onChange={handleOnChange}
      />
    );
  }
  const text = Array.isArray(value) ? String(value[0] ?? '') : String(value ?? '');
  if (type === 'boolean') {
    return (
      <NativeSelect
        size="xs"
        aria-label={title}
        value={text === 'true' ? 'true' : 'false'}
        onChange={(event) => handleOnChange(event.currentTarget.value)}
        data={[
          { value: 'true', label: t('builder.yes') },
          { value: 'false', label: t('builder.no') },
        ]}
      />
    );
  }
  const hints: Record<string, string> = { date: 'today', instant: 'now-24h', number: '0' };
  return (
    <Autocomplete
      size="xs"
      aria-label={title}
      placeholder={hints[type] ?? ''}
      limit={100}
      data={type === 'date' ? ['today'] : type === 'instant' ? ['now', 'now-24h', 'now-720h'] : choices}
      value={text}
      onChange={handleOnChange}
    />
  );
}
