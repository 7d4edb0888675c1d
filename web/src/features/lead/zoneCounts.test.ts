import { expect, test } from 'vitest';
import { countedStatuses, zoneOf } from './zoneCounts';

const known = ['new', 'recall', 'won'];
const closed = ['won'];

test('zones count a list that only zone, status and being open narrow', () => {
  expect(countedStatuses({ sort: 'name' }, known, closed)).toEqual([]);
  expect(countedStatuses({ columns: { zone: ['MI'], status: ['new', '-'] } }, known, closed)).toEqual([
    'new',
    '',
  ]);
  expect(countedStatuses({ open: true }, known, closed)).toEqual(['new', 'recall']);
  expect(countedStatuses({ open: false, columns: { status: ['new', 'won'] } }, known, closed)).toEqual([
    'won',
  ]);
});

test('zones do not count what something else narrows too', () => {
  expect(countedStatuses({ view: 'v' }, known, closed)).toBeNull();
  expect(countedStatuses({ text: 'ann' }, known, closed)).toBeNull();
  expect(countedStatuses({ rule: 'budget > 1' }, known, closed)).toBeNull();
  expect(countedStatuses({ columns: { name: ['a'] } }, known, closed)).toBeNull();
  expect(countedStatuses({ columns: { status: ['!new'] } }, known, closed)).toBeNull();
  expect(countedStatuses({ open: true, columns: { status: ['won'] } }, known, closed)).toBeNull();
});

test('a list has one zone or none', () => {
  expect(zoneOf({ columns: { zone: ['MI'] } })).toBe('MI');
  expect(zoneOf({ columns: { zone: ['MI', 'RM'] } })).toBeNull();
  expect(zoneOf({})).toBeNull();
});
