// @vitest-environment happy-dom
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { type Newest, useNewest } from './useNewest';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
notifyManager.setScheduler(queueMicrotask);

/** A screen that picks, with the answers under the test's hand and what it has taken in. */
function screen() {
  const taken: string[] = [];
  const answers = new Map<string, (answer: string) => void>();
  let newest: Newest<string> | undefined;
  function Screen() {
    newest = useNewest(
      (id: string) => new Promise<string>((answer) => answers.set(id, answer)),
      (answer) => taken.push(answer),
    );
    return null;
  }
  const root = createRoot(document.createElement('div'));
  act(() =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <Screen />
      </QueryClientProvider>,
    ),
  );
  return {
    taken,
    pick: (id: string) => act(async () => newest?.pick(id)),
    drop: () => act(async () => newest?.drop()),
    answer: (id: string) => act(async () => answers.get(id)?.(id)),
  };
}

test('of two quick picks the slower answer does not win', async () => {
  const { taken, pick, answer } = screen();
  await pick('slow');
  await pick('quick');
  await answer('quick');
  await answer('slow');
  expect(taken).toEqual(['quick']);
});

test('an answer that was dropped meanwhile is not taken', async () => {
  const { taken, pick, drop, answer } = screen();
  await pick('one');
  await drop();
  await answer('one');
  expect(taken).toEqual([]);
});
