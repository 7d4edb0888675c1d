import { expect, test } from 'vitest';
import { isNarrowed, leadsSearch, orderOf, queryOf, sortOf } from './search';

test('an address keeps what it knows and leaves out the rest', () => {
  expect(
    leadsSearch({
      status: ['new', 7],
      source: 'web',
      assignee: [''],
      state: ['waiting', 'lost'],
      open: true,
      text: 335,
      sort: 'name',
      more: 1,
    }),
  ).toEqual({
    status: ['new', '7'],
    source: ['web'],
    assignee: [''],
    state: ['waiting'],
    open: true,
    text: '335',
  });
  expect(leadsSearch({ sort: '-created', text: '', status: [] })).toEqual({});
});

test('the order goes into the address and back', () => {
  expect(orderOf({})).toEqual({ column: 'created', descending: true });
  expect(orderOf({ sort: 'status' })).toEqual({ column: 'status', descending: false });
  expect(sortOf(orderOf({ sort: '-assignee' }))).toBe('-assignee');
});

test('a page asks for the filter, the order and where the last page ended', () => {
  expect(queryOf({ status: ['new'], sort: 'source' }, 'abc')).toEqual({
    filter: { status: ['new'] },
    sort: 'source',
    limit: 100,
    cursor: 'abc',
  });
  expect(queryOf({}, null)).toEqual({ filter: {}, sort: '-created', limit: 100 });
});

test('only a filter narrows a list', () => {
  expect(isNarrowed({ sort: 'status' })).toBe(false);
  expect(isNarrowed({ sort: 'status', open: true })).toBe(true);
});
