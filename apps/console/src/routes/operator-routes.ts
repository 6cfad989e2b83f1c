import { createRoute, lazyRouteComponent } from '@tanstack/react-router'

import { textSearch } from '../pieces/list/use-filters.ts'
import { overviewQuery } from '../records/overview.ts'
import { tenantsExistQuery } from '../records/tenants.ts'
import { operatorLayout } from './root-route.tsx'

const getParentRoute = () => operatorLayout

const overview = createRoute({
  getParentRoute,
  path: '/',
  // Asked for while the screen itself is on its way.
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(tenantsExistQuery)
    void queryClient.prefetchQuery(overviewQuery)
  },
  component: lazyRouteComponent(() => import('../screens/overview/overview-screen.tsx'), 'OverviewScreen'),
})

const firstRun = createRoute({
  getParentRoute,
  path: '/first-run',
  validateSearch: textSearch('tenant'),
  component: lazyRouteComponent(() => import('../screens/first-run/first-run-screen.tsx'), 'FirstRunScreen'),
})

const tenants = createRoute({
  getParentRoute,
  path: '/tenants',
  validateSearch: textSearch('q', 'status', 'plan', 'managedBy', 'sort'),
  component: lazyRouteComponent(() => import('../screens/tenants/tenants-screen.tsx'), 'TenantsScreen'),
})

const usage = createRoute({
  getParentRoute,
  path: '/usage',
  validateSearch: textSearch('range', 'group', 'measure', 'tenant'),
  component: lazyRouteComponent(() => import('../screens/usage/usage-screen.tsx'), 'UsageScreen'),
})

const budgets = createRoute({
  getParentRoute,
  path: '/budgets',
  validateSearch: textSearch('tenant'),
  component: lazyRouteComponent(() => import('../screens/budgets/budgets-screen.tsx'), 'BudgetsScreen'),
})

const requests = createRoute({
  getParentRoute,
  path: '/requests',
  validateSearch: textSearch('tenant', 'status', 'route', 'api', 'requestId', 'traceId', 'sort', 'step'),
  component: lazyRouteComponent(() => import('../screens/requests/requests-screen.tsx'), 'RequestsScreen'),
})

const request = createRoute({
  getParentRoute,
  path: '/requests/$requestId',
  component: lazyRouteComponent(() => import('../screens/requests/request-screen.tsx'), 'RequestScreen'),
})

const documents = createRoute({
  getParentRoute,
  path: '/documents',
  validateSearch: textSearch('tenant', 'q', 'status', 'sort'),
  component: lazyRouteComponent(() => import('../screens/documents/documents-screen.tsx'), 'DocumentsScreen'),
})

const deadLetters = createRoute({
  getParentRoute,
  path: '/dead-letters',
  validateSearch: textSearch('tenant', 'sort'),
  component: lazyRouteComponent(
    () => import('../screens/dead-letters/dead-letters-screen.tsx'),
    'DeadLettersScreen',
  ),
})

const playground = createRoute({
  getParentRoute,
  path: '/playground',
  validateSearch: textSearch('tenant', 'mode', 'model'),
  component: lazyRouteComponent(
    () => import('../screens/playground/playground-screen.tsx'),
    'PlaygroundScreen',
  ),
})

const audit = createRoute({
  getParentRoute,
  path: '/audit',
  validateSearch: textSearch('actor', 'action', 'target', 'from', 'to'),
  component: lazyRouteComponent(() => import('../screens/audit/audit-screen.tsx'), 'AuditScreen'),
})

const webhooks = createRoute({
  getParentRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../screens/webhooks/webhooks-screen.tsx'), 'WebhooksScreen'),
})

const webhook = createRoute({
  getParentRoute,
  path: '/webhooks/$webhookId',
  validateSearch: textSearch('status'),
  component: lazyRouteComponent(() => import('../screens/webhooks/webhook-screen.tsx'), 'WebhookScreen'),
})

const settings = createRoute({
  getParentRoute,
  path: '/settings',
  validateSearch: textSearch('view'),
  component: lazyRouteComponent(() => import('../screens/settings/settings-screen.tsx'), 'SettingsScreen'),
})

/** One line a screen; each is loaded when it is opened. */
export const operatorRoutes = [
  overview,
  firstRun,
  tenants,
  usage,
  budgets,
  requests,
  request,
  documents,
  deadLetters,
  playground,
  audit,
  webhooks,
  webhook,
  settings,
] as const
