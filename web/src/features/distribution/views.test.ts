import { expect, test } from 'vitest';
import { simulatorSearch } from './views';

test('the address keeps a known view and the number of a row, and drops the rest', () => {
  expect(simulatorSearch({ view: 'coverage', row: '12', other: 1 })).toEqual({ view: 'coverage', row: 12 });
  expect(simulatorSearch({ view: 'assignments' })).toEqual({});
  expect(simulatorSearch({ view: 'nonsense', row: -1 })).toEqual({});
  expect(simulatorSearch({ row: 'x' })).toEqual({});
});
