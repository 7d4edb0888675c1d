// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { sessionQuery } from '../api/session';
import '../i18n/i18n';
import { FieldValue } from './FieldValue';
import { fieldOf, followable } from './fields';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root | undefined;

afterEach(() => act(() => root?.unmount()));

function shown(body: Record<string, unknown>, value: string) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  queries.setQueryData(sessionQuery.queryKey, {
    company: { id: 'c', name: 'Shop', timezone: 'Europe/Rome', locale: 'en', currency: 'EUR' },
  } as never);
  queries.setQueryData(['users'], [{ key: 'anna', name: 'Anna Rossi' }]);
  act(() => root?.unmount());
  const place = document.createElement('div');
  root = createRoot(place);
  act(() =>
    root?.render(
      <QueryClientProvider client={queries}>
        <FieldValue field={fieldOf({ key: 'x', body })} value={value} />
      </QueryClientProvider>,
    ),
  );
  return place;
}

test('an address of the web opens in a tab of its own that knows nothing of this one', () => {
  const link = shown({ type: 'text', show: 'link' }, 'https://example.com/a').querySelector('a');
  expect(link?.getAttribute('href')).toBe('https://example.com/a');
  expect(link?.getAttribute('rel')).toContain('noopener');
});

test('what would run as a program is no link', () => {
  for (const bad of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    ' javascript:x',
    'x',
  ]) {
    expect(followable(bad)).toBeNull();
    expect(shown({ type: 'text', show: 'link' }, bad).querySelector('a')).toBeNull();
  }
});

test('phones can be called and addresses be written to', () => {
  expect(shown({ type: 'text', show: 'phone' }, '+390212').querySelector('a')?.getAttribute('href')).toBe(
    'tel:+390212',
  );
  expect(shown({ type: 'text', show: 'email' }, 'a@b.it').querySelector('a')?.getAttribute('href')).toBe(
    'mailto:a@b.it',
  );
  expect(shown({ type: 'text', show: 'phone' }, 'call me').querySelector('a')).toBeNull();
});

test('money has the currency of the company, a person their name, a number its thousands', () => {
  expect(shown({ type: 'number', show: 'money' }, '1234.5').textContent).toBe('€1,234.50');
  expect(shown({ type: 'number', show: 'money' }, '1200').textContent).toBe('€1,200');
  expect(shown({ type: 'number' }, '1234.567').textContent).toBe('1,234.567');
  expect(shown({ type: 'text', show: 'user' }, 'anna').textContent).toBe('Anna Rossi');
  expect(shown({ type: 'text', show: 'user' }, 'gone').textContent).toBe('gone');
});

test('what does not fit its field stands as it came', () => {
  expect(shown({ type: 'number', show: 'money' }, 'much').textContent).toBe('much');
  expect(shown({ type: 'date' }, 'soon').textContent).toBe('soon');
});
