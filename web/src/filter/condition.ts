/** A node of the API's tree of a condition. */
export interface TreeNode {
  op: string;
  of?: TreeNode | TreeNode[];
  field?: string;
  value?: unknown;
  values?: unknown[];
  text?: string;
  zone?: string;
}

/** A group as the builder has it. */
export interface BuilderGroup {
  combinator: string;
  not?: boolean;
  rules: (BuilderGroup | BuilderRule)[];
}

/** One comparison as the builder has it: values as people type them. */
export interface BuilderRule {
  field: string;
  operator: string;
  value: unknown;
}

const comparisons = ['==', '!=', '<', '<=', '>', '>='];
const negatives: Record<string, string> = {
  in: 'notIn',
  has: 'hasNot',
  includes: 'includesNot',
  startsWith: 'startsNot',
  within: 'notWithin',
};
const positives = Object.fromEntries(Object.entries(negatives).map(([plain, negative]) => [negative, plain]));

/** The operators that fit a field of a type, in the order in which they are offered. */
export function operatorsOf(type: string): string[] {
  const filled = ['has', 'hasNot'];
  switch (type) {
    case 'number':
    case 'date':
    case 'instant':
      return [...comparisons, ...filled];
    case 'boolean':
      return ['==', '!=', ...filled];
    case 'zone':
      return ['within', 'notWithin', '==', '!=', 'in', 'notIn', ...filled];
    default:
      return ['==', '!=', 'in', 'notIn', 'includes', 'includesNot', 'startsWith', 'startsNot', ...filled];
  }
}

/** The builder's group for a tree; an empty group for none. */
export function groupOf(tree: TreeNode | null): BuilderGroup {
  if (tree === null) return { combinator: 'and', rules: [] };
  const shown = memberOf(tree);
  return 'rules' in shown ? shown : { combinator: 'and', rules: [shown] };
}

function memberOf(node: TreeNode): BuilderGroup | BuilderRule {
  if (node.op === 'all' || node.op === 'any') {
    const of = Array.isArray(node.of) ? node.of : [];
    return { combinator: node.op === 'all' ? 'and' : 'or', rules: of.map(memberOf) };
  }
  if (node.op === 'not') {
    const inner = Array.isArray(node.of) ? undefined : node.of;
    const shown = inner === undefined ? groupOf(null) : memberOf(inner);
    if ('rules' in shown) {
      return shown.not ? { combinator: 'and', not: true, rules: [shown] } : { ...shown, not: true };
    }
    const negative = negatives[shown.operator];
    return negative === undefined
      ? { combinator: 'and', not: true, rules: [shown] }
      : { ...shown, operator: negative };
  }
  const value =
    node.op === 'in' ? (node.values ?? []).map(typedIn) : (node.text ?? node.zone ?? typedIn(node.value));
  return { field: node.field ?? '', operator: node.op, value };
}

/** A value of the tree as people type it. */
function typedIn(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const { date, timestamp, number, now, today } = value as Record<string, string | boolean>;
  if (today === true) return 'today';
  if (typeof now === 'string') return now === '0s' ? 'now' : `now${now.startsWith('-') ? '' : '+'}${now}`;
  return String(date ?? timestamp ?? number ?? '');
}

/** The types of fields that nobody declared, by the values a tree compares them with. */
export function guessedTypes(
  tree: TreeNode | null,
  types: Record<string, string> = {},
): Record<string, string> {
  if (tree === null) return types;
  for (const inner of Array.isArray(tree.of) ? tree.of : tree.of ? [tree.of] : []) guessedTypes(inner, types);
  if (tree.field !== undefined) {
    const value = tree.value ?? tree.values?.[0];
    types[tree.field] ??= tree.op === 'within' ? 'zone' : guessed(value);
  }
  return types;
}

function guessed(value: unknown): string {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'object' || value === null) return 'text';
  if ('number' in value) return 'number';
  return 'date' in value || 'today' in value ? 'date' : 'instant';
}

/** The tree for a group of the builder; null for one without conditions. */
export function treeOf(group: BuilderGroup, typeOf: (field: string) => string): TreeNode | null {
  const of = group.rules.flatMap((each) => {
    const node = 'rules' in each ? treeOf(each, typeOf) : leafOf(each, typeOf(each.field));
    return node === null ? [] : [node];
  });
  const first = of[0];
  if (first === undefined) return null;
  const joined = of.length === 1 ? first : { op: group.combinator === 'or' ? 'any' : 'all', of };
  return group.not ? { op: 'not', of: joined } : joined;
}

function leafOf({ field, operator, value }: BuilderRule, type: string): TreeNode | null {
  if (field === '' || field === '~') return null;
  const plain = positives[operator];
  if (plain !== undefined) {
    const inner = leafOf({ field, operator: plain, value }, type);
    return inner === null ? null : { op: 'not', of: inner };
  }
  switch (operator) {
    case 'has':
      return { op: 'has', field };
    case 'in':
      return { op: 'in', field, values: listOf(value).map((each) => operandOf(each, type)) };
    case 'includes':
    case 'startsWith':
      return { op: operator, field, text: textOf(value) };
    case 'within':
      return { op: 'within', field, zone: textOf(value) };
    default:
      return { op: operator, field, value: operandOf(textOf(value), type) };
  }
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : textOf(value) === '' ? [] : [textOf(value)];
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? String(value[0] ?? '') : String(value ?? '');
}

/** A value as the tree has it, from what was typed. */
export function operandOf(typed: string, type: string): unknown {
  const text = typed.trim();
  switch (type) {
    case 'number':
      return text !== '' && String(Number(text)) === text
        ? Number(text)
        : { number: text === '' ? '0' : text };
    case 'boolean':
      return text === 'true';
    case 'date':
      return text === 'today' ? { today: true } : { date: text };
    case 'instant': {
      const now = /^now\s*([+-]\s*\S+)?$/.exec(text);
      if (now !== null) return { now: (now[1] ?? '0s').replace(/\s/g, '').replace(/^\+/, '') };
      return { timestamp: text };
    }
    default:
      return typed;
  }
}
