import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery, setupQuery } from './api/session';
import { simulatorSearch } from './features/distribution/views';
import { rulesSearch } from './features/rules/search';
import { Broken, Missing, Shell, Start } from './Shell';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: Missing,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {},
  beforeLoad: async ({ context, search }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session !== null) throw redirect({ to: search.next ?? '/' });
    const setup = await context.queries.fetchQuery(setupQuery).catch(() => ({ needed: false }));
    if (setup.needed) throw redirect({ to: '/setup' });
  },
  component: lazyRouteComponent(() => import('./features/people/SignIn'), 'SignIn'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./features/people/Setup'), 'Setup'),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
    return { can: session.can };
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context }) => {
    if (context.can.simulate) throw redirect({ to: '/simulator' });
  },
  component: Start,
});

const simulator = createRoute({
  getParentRoute: () => inside,
  path: '/simulator',
  validateSearch: simulatorSearch,
  beforeLoad: ({ context }) => {
    if (!context.can.simulate) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/distribution/Simulator'), 'Simulator'),
});

const rules = createRoute({
  getParentRoute: () => inside,
  path: '/rules',
  validateSearch: rulesSearch,
  beforeLoad: ({ context }) => {
    if (!context.can.rules) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/rules/Rules'), 'Rules'),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('./features/people/Account'), 'Account'),
});

const tree = root.addChildren([signIn, setup, inside.addChildren([home, rules, simulator, account])]);

/** The table of contents: every address of the app, each screen loaded when it is first opened. */
export function routerOver(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultErrorComponent: Broken,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerOver>;
  }
}
