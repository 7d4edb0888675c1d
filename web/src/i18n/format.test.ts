import { expect, test } from 'vitest';
import {
  atLeast,
  decimal,
  difference,
  isolated,
  listed,
  moment,
  momentOfYear,
  size,
  until,
  weekdays,
  weekOrder,
  weekStart,
} from './format';

test('decimals keep their digits and take the marks of the language', () => {
  expect(decimal('en', '0.67')).toBe('0.67');
  expect(decimal('de', '1234.50')).toBe('1.234,50');
  expect(decimal('ru', '-0.33')).toBe('-0,33');
});

test('a difference shows its sign, and zero has none', () => {
  expect(difference('en', '0.67')).toBe('+0.67');
  expect(difference('en', '0.00')).toBe('0.00');
  expect(difference('it', '-1.17')).toBe('−1,17');
});

test('a wall time is shown as it is, wherever the reader sits', () => {
  expect(moment('en', '2026-11-23T09:05:26')).toBe('Mon, 23 Nov 2026, 09:05:26');
  expect(moment('en', '2026-11-23T09:05:00')).toBe('Mon, 23 Nov 2026, 09:05');
});

test('a time in a column names its year where it is another', () => {
  expect(momentOfYear('en', '2026-11-23T09:05', '2026')).toBe('Mon 23 Nov, 09:05');
  expect(momentOfYear('en', '2024-11-26T14:41', '2026')).toBe('26 Nov 2024, 14:41');
});

test('until is the hour on the same day, the weekday within six days, else the date', () => {
  expect(until('en', '2026-11-23T18:00', '2026-11-23T09:05:26')).toBe('18:00');
  expect(until('en', '2026-11-23T09:00', '2026-11-20T22:54:50')).toBe('Monday 09:00');
  expect(until('de', '2026-11-30T09:00', '2026-11-23T22:54:50')).toBe('30. November um 09:00');
  expect(until('it', '2026-12-07', '2026-11-23T22:54:50')).toBe('7 dicembre');
});

test('days are counted from Monday, and a week is shown from Sunday in Hebrew', () => {
  expect(weekdays('en', 'long')[0]).toBe('Monday');
  expect(weekdays('he', 'long')[6]).toBe('יום ראשון');
  expect(weekOrder('de')[0]).toBe(0);
  expect(weekOrder('he').map((day) => weekdays('he', 'long')[day])[0]).toBe('יום ראשון');
});

test('a week begins on Monday in most languages and on Sunday in Hebrew, on its first day as on its last', () => {
  expect(['2026-11-23', '2026-11-29'].map((date) => weekStart('en', date))).toEqual([
    '2026-11-23',
    '2026-11-23',
  ]);
  expect(['2026-11-22', '2026-11-28'].map((date) => weekStart('he', date))).toEqual([
    '2026-11-22',
    '2026-11-22',
  ]);
  expect(weekStart('it', '2027-01-01')).toBe('2026-12-28');
});

test('names are joined as the language does', () => {
  expect(listed('it', ['Anna', 'Bruno', 'Carla'])).toBe('Anna, Bruno e Carla');
  expect(listed('en', ['Anna', 'Bruno', 'Carla'])).toBe('Anna, Bruno and Carla');
});

test('only what is read the other way is isolated', () => {
  expect(isolated('en', 'Anna')).toBe('Anna');
  expect(isolated('en', 'רות')).toBe('\u2068רות\u2069');
  expect(isolated('he', 'L14')).toBe('\u2068L14\u2069');
  expect(isolated('he', 'רות')).toBe('רות');
});

test('a number keeps its unit where texts run from the right', () => {
  expect(size('en', 4_321)).toBe('4.3 kB');
  expect(size('he', 4_321).replace(/\s/g, ' ')).toBe('\u20684.3 kB\u2069');
  expect(size('he', 5)).not.toContain('\u2068');
});

test('of figures that may be higher the plus stays behind in either direction', () => {
  expect(atLeast('he', 4761, true)).toBe('\u20664,761+\u2069');
  expect(atLeast('de', 4761, false)).toBe('4.761');
});
