import { expect, test } from 'vitest';
import { bodyOf, clock, daysOf, daysText, formOf } from './schedule';

test('a schedule comes back from the form as the settings file has it', () => {
  const body = {
    timezone: 'Asia/Tomsk',
    weekly: [
      { days: 'mon-fri', hours: '16:00-09:00', until: 'next-listed-day' },
      { days: ['mon-wed', 'sat'], hours: '09:00-24:00' },
    ],
    cycle: { on: 2, off: 2, from: '2026-01-05', hours: '09:00-21:00' },
    dates: [{ date: '2026-12-31', hours: '10:00-14:00' }],
    except: [{ date: '2026-12-24', hours: 'off' }],
    holidays: 'DE-BY',
  };
  expect(bodyOf(formOf(body))).toEqual(body);
});

test('an empty schedule stays empty', () => {
  expect(bodyOf(formOf({}))).toEqual({});
});

test('days left out are all days, and hours left out the whole day', () => {
  const [row] = formOf({ weekly: [{}] }).weekly;
  expect(row?.days).toHaveLength(7);
  expect(`${row?.from}-${row?.to}`).toBe('00:00-24:00');
});

test('days are written as ranges where they are neighbours', () => {
  expect(daysText(['mon', 'tue', 'wed', 'thu', 'fri'])).toBe('mon-fri');
  expect(daysText(['sat'])).toBe('sat');
  expect(daysText(['fri', 'mon', 'tue'])).toEqual(['mon', 'tue', 'fri']);
  expect(daysText([])).toEqual([]);
});

test('a range of days may go round the end of the week', () => {
  expect(daysOf('sat-mon')).toEqual(['mon', 'sat', 'sun']);
  expect(daysOf(['mon', 'wed-thu'])).toEqual(['mon', 'wed', 'thu']);
});

test('times are understood as people type them', () => {
  expect(clock('9')).toBe('09:00');
  expect(clock('930')).toBe('09:30');
  expect(clock('0930')).toBe('09:30');
  expect(clock('9:30')).toBe('09:30');
  expect(clock('24:00')).toBe('24:00');
  expect(clock('noon')).toBe('noon');
});
