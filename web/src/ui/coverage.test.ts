import { expect, test } from 'vitest';
import type { CoverageCell } from '../api/types';
import { levelOf, moved, uncoveredMinutes, weekOf } from './coverage';

const cell = (over: Partial<CoverageCell>): CoverageCell => ({
  day: 'monday',
  hour: 9,
  rule: 'calls',
  people: ['marina'],
  minutes: 60,
  otherwise: '',
  ...over,
});

test('an hour without anybody is a hole, with somebody for a part of it a part', () => {
  expect(levelOf(undefined)).toBe('hole');
  expect(levelOf(cell({ people: [], minutes: 0 }))).toBe('hole');
  expect(levelOf(cell({ minutes: 59, people: ['a', 'b'] }))).toBe('part');
});

test('a full hour counts its people', () => {
  expect(levelOf(cell({}))).toBe('one');
  expect(levelOf(cell({ people: ['a', 'b'] }))).toBe('two');
  expect(levelOf(cell({ people: ['a', 'b', 'c', 'd'] }))).toBe('more');
});

test('cells find their place whatever their order', () => {
  const week = weekOf([cell({ day: 'sunday', hour: 23 }), cell({})]);
  expect(week).toHaveLength(7);
  expect(week[6]?.[23]?.day).toBe('sunday');
  expect(week[0]?.[9]?.hour).toBe(9);
  expect(week[0]?.[10]).toBeUndefined();
});

test('minutes that are missing from the cells are uncovered', () => {
  expect(uncoveredMinutes([])).toBe(10_080);
  expect(uncoveredMinutes([cell({}), cell({ hour: 10, minutes: 30 })])).toBe(9_990);
});

test('arrows follow the reading direction and stop at the edges', () => {
  expect(moved({ row: 0, hour: 9 }, 'ArrowRight', false)).toEqual({ row: 0, hour: 10 });
  expect(moved({ row: 0, hour: 9 }, 'ArrowRight', true)).toEqual({ row: 0, hour: 8 });
  expect(moved({ row: 0, hour: 23 }, 'ArrowLeft', true)).toEqual({ row: 0, hour: 23 });
  expect(moved({ row: 6, hour: 0 }, 'ArrowDown', false)).toEqual({ row: 6, hour: 0 });
  expect(moved({ row: 3, hour: 5 }, 'End', false)).toEqual({ row: 3, hour: 23 });
  expect(moved({ row: 3, hour: 5 }, 'x', false)).toBeNull();
});
