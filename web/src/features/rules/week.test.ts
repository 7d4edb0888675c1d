import { expect, test } from 'vitest';
import { coveredHours, daysOf, painted, stretchesOf, writtenDays } from './week';

test('days are read and written as the settings file has them', () => {
  expect(daysOf({ days: 'mon-fri' })).toEqual([0, 1, 2, 3, 4]);
  expect(daysOf({ days: ['sat', 'fri-mon'] })).toEqual([0, 4, 5, 6]);
  expect(writtenDays([0, 1, 2, 3, 4])).toBe('mon-fri');
  expect(writtenDays([5])).toBe('sat');
  expect(writtenDays([0, 2])).toEqual(['mon', 'wed']);
  expect(writtenDays([0, 1, 2, 3, 4, 5, 6])).toBeUndefined();
});

test('a night that runs to the next listed day covers the weekend', () => {
  const night = { days: 'mon-fri', hours: '16:00-09:00', until: 'next-listed-day' as const };
  expect(coveredHours([night], 5)).toEqual(Array(24).fill(60));
  expect(coveredHours([night], 0).slice(8, 17)).toEqual([60, 0, 0, 0, 0, 0, 0, 0, 60]);
  expect(stretchesOf({ days: 'mon-fri', hours: '16:00-09:00' })).toHaveLength(5);
});

test('hours that are painted are added, and taken away when they are covered', () => {
  const one = painted([], [0, 1], 9, 12);
  expect(one).toEqual([{ days: 'mon-tue', hours: '09:00-12:00' }]);
  expect(painted(one, [0, 1], 12, 18)).toEqual([{ days: 'mon-tue', hours: '09:00-18:00' }]);
  expect(painted(one, [0], 10, 11)).toEqual([
    { days: 'tue', hours: '09:00-12:00' },
    { days: 'mon', hours: '09:00-10:00' },
    { days: 'mon', hours: '11:00-12:00' },
  ]);
});
