import { expect, test } from 'vitest';
import { groupOf, guessedTypes, type TreeNode, treeOf } from './condition';

const types: Record<string, string> = {
  source: 'choice',
  budget: 'number',
  created: 'instant',
  day: 'date',
  vip: 'boolean',
  zone: 'zone',
};

const trees: TreeNode[] = [
  { op: '==', field: 'source', value: 'call' },
  {
    op: 'all',
    of: [
      { op: 'in', field: 'source', values: ['call', 'written'] },
      { op: 'not', of: { op: 'has', field: 'email' } },
      {
        op: 'not',
        of: {
          op: 'any',
          of: [
            { op: '>=', field: 'budget', value: 500000 },
            { op: 'within', field: 'zone', zone: 'Lombardia' },
          ],
        },
      },
    ],
  },
  { op: '>', field: 'created', value: { now: '-720h' } },
  { op: '<', field: 'created', value: { now: '0s' } },
  { op: '==', field: 'day', value: { today: true } },
  { op: '==', field: 'day', value: { date: '2026-11-23' } },
  { op: '==', field: 'budget', value: { number: '12345678901234567890' } },
  { op: '!=', field: 'vip', value: true },
  { op: 'not', of: { op: '==', field: 'source', value: 'call' } },
  { op: 'not', of: { op: 'includes', field: 'name', text: 'ros' } },
];

test('every condition goes into the builder and comes back the same', () => {
  for (const tree of trees) {
    expect(treeOf(groupOf(tree), (field) => types[field] ?? 'text')).toEqual(tree);
  }
});

test('an empty builder is no condition', () => {
  expect(treeOf(groupOf(null), () => 'text')).toBeNull();
});

test('a field that nobody declared has the type of what it is compared with', () => {
  expect(guessedTypes(trees[1] ?? null)).toMatchObject({ budget: 'number', zone: 'zone', source: 'text' });
});
