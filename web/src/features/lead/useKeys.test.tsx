// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { useKeys } from './useKeys';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root | undefined;

afterEach(() => act(() => root?.unmount()));

function Page({ pressed }: { pressed: string[] }) {
  useKeys({ KeyN: () => pressed.push('note'), '?': () => pressed.push('keys') });
  return (
    <>
      <button type="button">Button</button>
      <textarea aria-label="Note" />
    </>
  );
}

/** What is pressed on the page, as it is pressed. */
function page(): string[] {
  const pressed: string[] = [];
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  root = createRoot(place);
  act(() => root?.render(<Page pressed={pressed} />));
  return pressed;
}

function press(on: string, key: string, more: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', {
    key,
    code: 'KeyN',
    bubbles: true,
    cancelable: true,
    ...more,
  });
  document.querySelector(on)?.dispatchEvent(event);
}

test('a key is known by its place, in Hebrew and Cyrillic too', () => {
  const pressed = page();
  for (const key of ['n', 'מ', 'т']) press('body', key);
  press('body', '?', { code: 'Digit7', shiftKey: true });
  expect(pressed).toEqual(['note', 'note', 'note', 'keys']);
});

test('letters are letters while somebody types, and shortcuts of the browser stay its own', () => {
  const pressed = page();
  press('textarea', 'n');
  press('body', 'n', { ctrlKey: true });
  expect(pressed).toEqual([]);
  press('button', 'n');
  expect(pressed).toEqual(['note']);
});
