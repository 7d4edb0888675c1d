import { expect, test } from 'vitest';
import type { FairLine } from '../../api/types';
import { coloursOf, furthest, lineColours, rowsOf, toggled } from './highlight';

const line = (user: string, balance: string): FairLine => ({
  user,
  name: user,
  entitled: '1.00',
  received: '1.00',
  balance,
  deviation: '0.50',
});

test('those furthest from zero are highlighted, in the order of the table', () => {
  const rows = [
    line('a', '0.10'),
    line('b', '-0.90'),
    line('c', '0.00'),
    line('d', '0.50'),
    line('e', '0.30'),
  ];
  expect(furthest(rows)).toEqual(['b', 'd', 'e']);
});

test('a person is added and taken out, and the first makes room when colours run out', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  const many = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(toggled(many, 'g')).toEqual(['b', 'c', 'd', 'e', 'f', 'g']);
  expect(new Set(coloursOf(many).values()).size).toBe(lineColours.length);
});

test('the table has the highlighted lines, the newest day first', () => {
  const lines = {
    days: ['2026-11-21', '2026-11-22'],
    people: [
      { user: 'a', name: 'Anna', balances: ['0.00', '0.50'] },
      { user: 'b', name: 'Bruno', balances: ['0.00', '-0.50'] },
    ],
  };
  expect(rowsOf(lines, coloursOf(['b']))).toEqual({
    people: ['Bruno'],
    days: [
      { day: '2026-11-22', balances: ['-0.50'] },
      { day: '2026-11-21', balances: ['0.00'] },
    ],
  });
});
