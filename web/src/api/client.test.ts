import { expect, test } from 'vitest';
import { bodyOf, csrfToken, isAborted, isPassing, Problem, slugOf } from './client';

test('the CSRF token is the value of its cookie, decoded, wherever it stands', () => {
  expect(csrfToken('a=1; XSRF-TOKEN=x%3Dy; b=2')).toBe('x=y');
  expect(csrfToken('NOT-XSRF-TOKEN=1')).toBe('');
  expect(csrfToken('')).toBe('');
});

test('a problem is told by its slug, and an exception of the page is none of the server', () => {
  expect(slugOf(new Problem('busy', 429))).toBe('busy');
  expect(slugOf(new TypeError('undefined is not a function'))).toBe('page-error');
});

test('no answer at all is unreachable, and an aborted request stays aborted', async () => {
  await expect(bodyOf(Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({
    slug: 'unreachable',
  });
  const aborted = new DOMException('stop', 'AbortError');
  await expect(bodyOf(Promise.reject(aborted))).rejects.toBe(aborted);
});

test('a server that cannot be reached is tried again, a refusal is not', () => {
  expect(isPassing(new Problem('unreachable', 0))).toBe(true);
  expect(isPassing(new Problem('busy-checks', 429))).toBe(true);
  expect(isPassing(new Problem('forbidden', 403))).toBe(false);
  expect(isPassing(new TypeError('undefined is not a function'))).toBe(false);
});

test('an aborted request is no failure', () => {
  expect(isAborted(new DOMException('stop', 'AbortError'))).toBe(true);
  expect(isAborted(new TypeError('Failed to fetch'))).toBe(false);
});
