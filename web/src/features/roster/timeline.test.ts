import { expect, test } from 'vitest';
import { barOf, daysOf, hoursOn, periodOf, stepped } from './timeline';

test('a week begins as the language has it and a month on its first', () => {
  expect(periodOf('2026-11-29', 'week', 'en')).toEqual({ from: '2026-11-23', to: '2026-11-30' });
  expect(periodOf('2026-11-29', 'week', 'he')).toEqual({ from: '2026-11-29', to: '2026-12-06' });
  expect(periodOf('2026-12-31', 'month', 'en')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  expect(daysOf(periodOf('2028-02-10', 'month', 'en'))).toHaveLength(29);
});

test('steps lead to the neighbouring period', () => {
  expect(periodOf(stepped('2026-11-25', 'week', 1, 'en'), 'week', 'en').from).toBe('2026-11-30');
  expect(periodOf(stepped('2026-01-25', 'month', -1, 'en'), 'month', 'en').from).toBe('2025-12-01');
});

test('bars are cut to the period and placed by company time', () => {
  const week = periodOf('2026-11-23', 'week', 'en');
  expect(barOf('2026-11-23T12:00:00+07:00', '2026-11-24T00:00:00+07:00', week)).toEqual({
    start: 0.5 / 7,
    size: 0.5 / 7,
  });
  expect(barOf('2026-11-20T00:00', '2026-12-24T00:00', week)).toEqual({ start: 0, size: 1 });
  expect(barOf('2026-11-20T00:00', '2026-11-23T00:00', week)).toBeNull();
});

test('absences are taken off the hours, overlapping ones once', () => {
  const at = (time: string) => `2026-11-23T${time}:00+07:00`;
  const row = {
    key: 'anna',
    name: 'Anna',
    schedule: 'day',
    holidays: [],
    spans: [{ from: at('09:00'), to: at('17:00') }],
    absences: [
      { from: at('12:00'), to: at('14:00'), kind: '' },
      { from: at('13:00'), to: at('15:00'), kind: '' },
    ],
  };
  expect(hoursOn(row)).toBe(5);
});
