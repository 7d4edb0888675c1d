import { expect, it } from 'vitest';
import { grouped, phoneOf } from './phones';

it('writes numbers in the groups of their country', () => {
  expect(grouped('+393331234567')).toBe('+39 333 123 4567');
  expect(grouped('+972501234567')).toBe('+972 50 123 4567');
  expect(grouped('+79138201455')).toBe('+7 913 820 14 55');
});

it('leaves what is no number as it is', () => {
  for (const each of ['', '+', '+999', '0151 23', 'ext. 12', '+00000000']) expect(grouped(each)).toBe(each);
});

it('keeps a number from left to right in any text', () => {
  expect(phoneOf('+972501234567')).toBe('\u2066+972 50 123 4567\u2069');
  expect(phoneOf('')).toBe('');
});
