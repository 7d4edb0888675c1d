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
import { fairnessSearch } from './features/fairness/search';
import { fieldsSearch } from './features/fields/search';
import { leadsSearch } from './features/lead/search';
import { tasksSearch } from './features/lead/tasks';
import { privacySearch } from './features/privacy/views';
import { replaySearch } from './features/replay/search';
import { rosterSearch } from './features/roster/views';
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

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./features/people/Invitation'), 'Invitation'),
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
    if (context.can.workLeads) throw redirect({ to: '/leads' });
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

const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  validateSearch: (search: Record<string, unknown>): { user?: string } =>
    search.user === undefined ? {} : { user: String(search.user) },
  beforeLoad: ({ context }) => {
    if (!context.can.managePeople) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/people/People'), 'People'),
});

const roster = createRoute({
  getParentRoute: () => inside,
  path: '/roster',
  validateSearch: rosterSearch,
  component: lazyRouteComponent(() => import('./features/roster/Roster'), 'Roster'),
});

const leads = createRoute({
  getParentRoute: () => inside,
  path: '/leads',
  validateSearch: leadsSearch,
  beforeLoad: ({ context }) => {
    if (!context.can.workLeads) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/lead/Leads'), 'Leads'),
});

const lead = createRoute({
  getParentRoute: () => inside,
  path: '/leads/$id',
  beforeLoad: ({ context }) => {
    if (!context.can.workLeads) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/lead/Lead'), 'Lead'),
});

const tasks = createRoute({
  getParentRoute: () => inside,
  path: '/tasks',
  validateSearch: tasksSearch,
  beforeLoad: ({ context }) => {
    if (!context.can.workLeads) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/lead/MyTasks'), 'MyTasks'),
});

const contact = createRoute({
  getParentRoute: () => inside,
  path: '/contacts/$id',
  beforeLoad: ({ context }) => {
    if (!context.can.workLeads) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/lead/Contact'), 'Contact'),
});

const listing = createRoute({
  getParentRoute: () => inside,
  path: '/listings/$key',
  beforeLoad: ({ context }) => {
    if (!context.can.workLeads) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/lead/Listing'), 'Listing'),
});

const transfers = createRoute({
  getParentRoute: () => inside,
  path: '/transfers',
  beforeLoad: ({ context }) => {
    if (!context.can.importLeads) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/transfer/Transfers'), 'Transfers'),
});

const transfer = createRoute({
  getParentRoute: () => inside,
  path: '/transfers/$id',
  beforeLoad: ({ context }) => {
    if (!context.can.importLeads) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/transfer/Import'), 'Import'),
});

const handOvers = createRoute({
  getParentRoute: () => inside,
  path: '/bulk',
  beforeLoad: ({ context }) => {
    if (!context.can.handOver) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/moves/Bulks'), 'Bulks'),
});

const handOver = createRoute({
  getParentRoute: () => inside,
  path: '/bulk/$id',
  beforeLoad: ({ context }) => {
    if (!context.can.handOver) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/moves/Bulk'), 'Bulk'),
});

const watchdog = createRoute({
  getParentRoute: () => inside,
  path: '/watchdog',
  beforeLoad: ({ context }) => {
    if (!context.can.watchLeads) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/lead/Watchdog'), 'Watchdog'),
});

const zones = createRoute({
  getParentRoute: () => inside,
  path: '/zones',
  beforeLoad: ({ context }) => {
    if (!context.can.managePeople) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/zones/Zones'), 'Zones'),
});

const fields = createRoute({
  getParentRoute: () => inside,
  path: '/fields',
  validateSearch: fieldsSearch,
  beforeLoad: ({ context }) => {
    if (!context.can.managePeople) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/fields/Fields'), 'Fields'),
});

const company = createRoute({
  getParentRoute: () => inside,
  path: '/company',
  beforeLoad: ({ context }) => {
    if (!context.can.manageCompany) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/company/Company'), 'Company'),
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

const replay = createRoute({
  getParentRoute: () => inside,
  path: '/replay',
  validateSearch: replaySearch,
  beforeLoad: ({ context }) => {
    if (!context.can.rules) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/replay/Replay'), 'Replay'),
});

const fairness = createRoute({
  getParentRoute: () => inside,
  path: '/fairness',
  validateSearch: fairnessSearch,
  beforeLoad: ({ context }) => {
    if (!context.can.rules && !context.can.ownBalance) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/fairness/Fairness'), 'Fairness'),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('./features/people/Account'), 'Account'),
});

const sources = createRoute({
  getParentRoute: () => inside,
  path: '/sources',
  beforeLoad: ({ context }) => {
    if (!context.can.manageIntake) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/intake/Sources'), 'Sources'),
});

const quarantine = createRoute({
  getParentRoute: () => inside,
  path: '/sources/quarantine',
  beforeLoad: ({ context }) => {
    if (!context.can.manageIntake) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/intake/Quarantine'), 'Quarantine'),
});

const privacy = createRoute({
  getParentRoute: () => inside,
  path: '/privacy',
  validateSearch: privacySearch,
  beforeLoad: ({ context }) => {
    if (!context.can.audit) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./features/privacy/Privacy'), 'Privacy'),
});

const tree = root.addChildren([
  signIn,
  setup,
  invitation,
  inside.addChildren([
    home,
    leads,
    lead,
    tasks,
    contact,
    listing,
    transfers,
    transfer,
    handOvers,
    handOver,
    watchdog,
    simulator,
    people,
    roster,
    account,
    sources,
    quarantine,
    fields,
    zones,
    company,
    rules,
    replay,
    fairness,
    privacy,
  ]),
]);

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
