import { expect, test } from 'vitest';
import { csrfToken, isAborted, Problem, slugOf } from './client';

test('the CSRF token is the value of its cookie, decoded, wherever it stands', () => {
  expect(csrfToken('a=1; XSRF-TOKEN=x%3Dy; b=2')).toBe('x=y');
  expect(csrfToken('NOT-XSRF-TOKEN=1')).toBe('');
  expect(csrfToken('')).toBe('');
});

test('a problem is told by its slug, and no answer at all is unreachable', () => {
  expect(slugOf(new Problem('busy', 429))).toBe('busy');
  expect(slugOf(new TypeError('Failed to fetch'))).toBe('unreachable');
});

test('an aborted request is no failure', () => {
  expect(isAborted(new DOMException('stop', 'AbortError'))).toBe(true);
  expect(isAborted(new TypeError('Failed to fetch'))).toBe(false);
});
