import { expect, test } from 'vitest';
import { freeId, renamed } from './rule';

test('a name that a rule had when it was published is not free', () => {
  const rules = [{ id: 'calls', was: 'new-rule' }, { id: 'new-rule-2' }];
  expect(freeId(rules, 'new-rule')).toBe('new-rule-3');
  expect(freeId(rules, 'mails')).toBe('mails');
});

test('only a published rule keeps its former name', () => {
  expect(renamed({ id: 'calls' }, 'phone', ['calls'])).toEqual({ id: 'phone', was: 'calls' });
  expect(renamed({ id: 'new-rule' }, 'phone', [])).toEqual({ id: 'phone' });
  expect(renamed({ id: 'phone', was: 'calls' }, 'calls', ['calls'])).toEqual({ id: 'calls' });
});
