import { expect, test } from 'vitest';
import { fairnessSearch, leadIdIn, ledgerKey } from './search';

test('the address keeps what it knows and forgets the rest', () => {
  expect(fairnessSearch({ view: 'next', period: 30, week: '2026-11-23', other: 1 })).toEqual({
    view: 'next',
    period: '30',
    week: '2026-11-23',
  });
  expect(fairnessSearch({ view: 'balances', period: 'century', week: 'soon' })).toEqual({});
});

test('a rule’s own ledger and a shared one of the same name are two', () => {
  expect(ledgerKey({ shared: false, name: 'calls' })).not.toBe(ledgerKey({ shared: true, name: 'calls' }));
});

test('a lead is found by its id and by the address of its page', () => {
  expect(leadIdIn(' abcd1234 ')).toBe('abcd1234');
  expect(leadIdIn('https://shop.example/leads/abcd1234?x=1#top')).toBe('abcd1234');
});
