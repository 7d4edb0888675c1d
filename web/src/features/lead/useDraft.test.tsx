// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { useDraft } from './useDraft';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let write: (text: string) => void;

function Box({ lead }: { lead: string }) {
  const [text, set] = useDraft(lead);
  write = set;
  return text;
}

test('what is being written waits at its lead until somebody signs out', () => {
  const queries = new QueryClient();
  const place = document.createElement('div');
  const root = createRoot(place);
  const look = (lead: string) => {
    act(() =>
      root.render(
        <QueryClientProvider client={queries}>
          <Box key={lead} lead={lead} />
        </QueryClientProvider>,
      ),
    );
    return place.textContent;
  };
  expect(look('a')).toBe('');
  act(() => write('Wants a roof'));
  expect(look('a')).toBe('Wants a roof');
  expect(look('b')).toBe('');
  expect(look('a')).toBe('Wants a roof');
  look('b');
  queries.clear();
  expect(look('a')).toBe('');
  act(() => root.unmount());
});
