// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { keepAtMost, keepText, keptText } from './kept';

beforeEach(() => localStorage.clear());

test('the text of the last visit is there again', () => {
  expect(keptText()).toBe('');
  expect(keepText('company: {name: Ångström}')).toBe(true);
  expect(keptText()).toBe('company: {name: Ångström}');
});

test('a text that is too long is not kept, nor is the one before it', () => {
  keepText('former');
  expect(keepText('x'.repeat(keepAtMost + 1))).toBe(false);
  expect(keptText()).toBe('');
});
