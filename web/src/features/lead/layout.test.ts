import { expect, test } from 'vitest';
import { layoutOf, moved } from './layout';

test('a list begins with the usual columns', () => {
  const { columns, density } = layoutOf(null, ['name', 'email', 'budget']);
  expect(density).toBe('usual');
  expect(columns.map(({ id, hidden }) => [id, hidden])).toEqual([
    ['name', false],
    ['email', true],
    ['budget', true],
  ]);
});

test('what was kept comes back in its order, without columns that are gone and with new ones hidden', () => {
  const kept = { density: 'wide', columns: [{ id: 'email', width: 90 }, { id: 'gone' }, { id: 'name' }] };
  const { columns, density } = layoutOf(kept, ['name', 'email', 'budget']);
  expect(density).toBe('wide');
  expect(columns).toEqual([
    { id: 'email', width: 90, pinned: false, hidden: false },
    { id: 'name', pinned: false, hidden: false },
    { id: 'budget', pinned: false, hidden: true },
  ]);
});

test('a column moves by one place, but not over an end', () => {
  const columns = layoutOf(null, ['name', 'email']).columns;
  expect(moved(columns, 'email', -1).map(({ id }) => id)).toEqual(['email', 'name']);
  expect(moved(columns, 'email', 1)).toEqual(columns);
});
