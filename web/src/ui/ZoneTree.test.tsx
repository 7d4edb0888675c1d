// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leadsOf, type ZoneList, type ZoneRow, zonesQuery } from '../api/zones';
import { textsReady } from '../i18n/i18n';
import { type ZoneChoice, ZoneTree } from './ZoneTree';

const zone = (id: string, inner: boolean, leads: ZoneRow['leads']): ZoneRow => ({
  id,
  parent: null,
  key: id,
  name: id,
  level: 1,
  way: [id],
  path: [id],
  postcodes: '',
  inner,
  leads,
});
const list = (rows: ZoneRow[]): ZoneList => ({
  rows,
  more: false,
  zones: 3,
  all: { new: 8, won: 2 },
  none: { new: 1 },
  progress: null,
});

let root: Root | undefined;
let chosen: ZoneChoice[] = [];

beforeEach(async () => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  await textsReady;
  chosen = [];
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  queries.setQueryData(
    zonesQuery(null).queryKey,
    list([zone('Lazio', false, { new: 2 }), zone('Lombardia', true, { new: 5, won: 2 })]),
  );
  queries.setQueryData(zonesQuery('Lombardia').queryKey, list([zone('Milano', false, { new: 5 })]));
  const place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  await act(async () => {
    root?.render(
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>
          <ZoneTree chosen={null} statuses={['new']} onChoose={(choice) => chosen.push(choice)} />
        </QueryClientProvider>
      </MantineProvider>,
    );
  });
});

afterEach(() => {
  act(() => root?.unmount());
  document.body.replaceChildren();
});

const items = () => [...document.querySelectorAll<HTMLElement>('[role=treeitem]')];
const press = (key: string) =>
  act(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });

test('counts the statuses asked for, all where none is', () => {
  expect(leadsOf({ new: 8, won: 2 }, [])).toBe(10);
  expect(leadsOf({ new: 8, won: 2 }, ['won', 'lost'])).toBe(2);
  expect(items().map((item) => item.querySelector('.figures')?.textContent)).toEqual(['8', '2', '5', '1']);
});

test('the arrows go through the tree and open it, and Enter chooses', () => {
  act(() => items()[0]?.focus());
  press('ArrowDown');
  press('ArrowDown');
  expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
  press('ArrowRight');
  expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true');
  press('ArrowDown');
  press('Enter');
  expect(chosen).toEqual([{ kind: 'zone', zone: expect.objectContaining({ id: 'Milano' }) }]);
  press('ArrowLeft');
  press('ArrowLeft');
  expect(items()).toHaveLength(4);
  press('End');
  press('Enter');
  expect(chosen.at(-1)).toEqual({ kind: 'none' });
});
