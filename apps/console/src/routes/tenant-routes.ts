import { createRoute, lazyRouteComponent } from '@tanstack/react-router'

import { textSearch } from '../pieces/list/use-filters.ts'
import { operatorLayout } from './root-route.tsx'

/** One tenant: its heading and tabs, and below them what the tab shows. */
export const tenantRoute = createRoute({
  getParentRoute: () => operatorLayout,
  path: '/tenants/$tenantId',
  component: lazyRouteComponent(() => import('../screens/tenant/tenant-screen.tsx'), 'TenantScreen'),
})

const getParentRoute = () => tenantRoute

const limits = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../screens/tenant/limits-tab.tsx'), 'LimitsTab'),
})

const keys = createRoute({
  getParentRoute,
  path: '/keys',
  validateSearch: textSearch('q', 'status', 'card', 'sort'),
  component: lazyRouteComponent(() => import('../screens/keys/keys-tab.tsx'), 'KeysTab'),
})

const documents = createRoute({
  getParentRoute,
  path: '/documents',
  validateSearch: textSearch('q', 'status', 'sort'),
  component: lazyRouteComponent(() => import('../screens/documents/documents-tab.tsx'), 'DocumentsTab'),
})

const deadLetters = createRoute({
  getParentRoute,
  path: '/dead-letters',
  validateSearch: textSearch('sort'),
  component: lazyRouteComponent(
    () => import('../screens/dead-letters/dead-letters-tab.tsx'),
    'DeadLettersTab',
  ),
})

const config = createRoute({
  getParentRoute,
  path: '/config',
  component: lazyRouteComponent(() => import('../screens/tenant/config-tab.tsx'), 'ConfigTab'),
})

export const tenantRoutes = [limits, keys, documents, deadLetters, config] as const
