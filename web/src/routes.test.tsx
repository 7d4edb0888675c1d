// @vitest-environment happy-dom
import { QueryClient } from '@tanstack/react-query';
import { createMemoryHistory } from '@tanstack/react-router';
import { expect, test } from 'vitest';
import { sessionQuery } from './api/session';
import type { Session } from './api/types';
import { routerOver } from './routes';

/** Where somebody who may or may not simulate ends up who asks for an address. */
async function whereTo(address: string, simulate: boolean, workLeads = false): Promise<string> {
  const queries = new QueryClient();
  const session: Session = {
    user: { id: 'u1', key: 'anna', name: 'Anna', email: 'anna@shop.example', locale: 'en', role: 'operator' },
    company: { id: 'c1', name: 'Shop', timezone: 'Europe/Rome', locale: 'en' },
    can: {
      simulate,
      tokens: false,
      managePeople: false,
      manageRoles: false,
      manageCompany: false,
      attend: true,
      rules: false,
      settingsFile: false,
      manageIntake: false,
      workLeads,
      handOver: false,
      importLeads: false,
      exportLeads: false,
      watchLeads: false,
      personalData: false,
      audit: false,
      ownBalance: false,
    },
  };
  queries.setQueryData(sessionQuery.queryKey, session);
  const router = routerOver(queries);
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [address] }) });
  await router.load();
  return router.state.location.pathname;
}

test('who works leads starts at the leads', async () => {
  expect(await whereTo('/', true, true)).toBe('/leads');
  expect(await whereTo('/leads/abc', false, true)).toBe('/leads/abc');
  expect(await whereTo('/leads', false)).toBe('/');
  expect(await whereTo('/watchdog', false, true)).toBe('/leads');
}, 30_000);

test('who may simulate and works no leads starts in the simulator', async () => {
  expect(await whereTo('/', true)).toBe('/simulator');
  expect(await whereTo('/sign-in', true)).toBe('/simulator');
}, 30_000);

test('who may not simulate starts at the start, and is led there from the simulator', async () => {
  expect(await whereTo('/', false)).toBe('/');
  expect(await whereTo('/simulator?view=coverage', false)).toBe('/');
});
