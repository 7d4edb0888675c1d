import { expect, test } from 'vitest';
import {
  isNarrowed,
  isSortable,
  leadsSearch,
  orderOf,
  queryOf,
  sortOf,
  withColumn,
  withKnownSort,
  withRule,
} from './search';

test('an address keeps what it knows and leaves out the rest', () => {
  expect(
    leadsSearch({
      view: 'abc',
      columns: { status: ['new', 7], name: '*ross', zone: [], phone: null },
      open: true,
      text: 335,
      sort: 'rule',
      more: 1,
    }),
  ).toEqual({
    view: 'abc',
    columns: { status: ['new', '7'], name: ['*ross'] },
    open: true,
    text: '335',
  });
  expect(leadsSearch({ sort: '-name', text: '', columns: {} })).toEqual({ sort: '-name' });
});

test('a column is narrowed and set free again', () => {
  const narrowed = withColumn({ open: true }, 'status', ['new']);
  expect(narrowed).toEqual({ open: true, columns: { status: ['new'] } });
  expect(withColumn(narrowed, 'name', ['a']).columns).toEqual({ status: ['new'], name: ['a'] });
  expect(withColumn(narrowed, 'status', [])).toEqual({ open: true });
});

test('the order goes into the address and back', () => {
  expect(orderOf({})).toEqual({ column: 'created', descending: true });
  expect(orderOf({ sort: 'status' })).toEqual({ column: 'status', descending: false });
  expect(sortOf(orderOf({ sort: '-assignee' }))).toBe('-assignee');
  expect(leadsSearch({ sort: '-custom.kwh' })).toEqual({ sort: '-custom.kwh' });
  expect(sortOf(orderOf({ sort: '-custom.kwh' }))).toBe('-custom.kwh');
  expect(leadsSearch({ sort: 'custom.' })).toEqual({});
});

test('an order whose index is gone is left for the usual one', () => {
  expect(withKnownSort({ open: true, sort: '-custom.kwh' }, ['created', 'custom.kwh'])).toEqual({
    open: true,
    sort: '-custom.kwh',
  });
  expect(withKnownSort({ open: true, sort: '-custom.kwh' }, ['created'])).toEqual({ open: true });
  expect(withKnownSort({ sort: 'custom.kwh' }, undefined)).toEqual({ sort: 'custom.kwh' });
  expect(isSortable('kwh', ['created', 'custom.kwh'])).toBe(true);
  expect(isSortable('state', ['created', 'custom.kwh'])).toBe(false);
});

test('a page asks for the filter, the order and where the last page ended', () => {
  expect(queryOf({ view: 'v', columns: { status: ['new'] }, sort: 'source' }, 'abc')).toEqual({
    filter: { view: 'v', columns: { status: ['new'] } },
    sort: 'source',
    limit: 100,
    cursor: 'abc',
  });
  expect(queryOf({}, null)).toEqual({ filter: {}, sort: '-created', limit: 100 });
});

test('only a filter narrows a list', () => {
  expect(isNarrowed({ sort: 'status', view: 'v' })).toBe(false);
  expect(isNarrowed({ sort: 'status', open: true })).toBe(true);
});

test('a condition narrows a list, and an empty one does not', () => {
  expect(withRule({ open: true }, ' status == "new" ')).toEqual({ open: true, rule: 'status == "new"' });
  expect(withRule({ open: true, rule: 'x == 1' }, ' ')).toEqual({ open: true });
  expect(isNarrowed(leadsSearch({ rule: 'status == "new"' }))).toBe(true);
});
