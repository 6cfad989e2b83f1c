import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'

import { LoadingState } from './pieces/feedback/states.tsx'
import { operatorRoutes } from './routes/operator-routes.ts'
import { operatorLayout, rootRoute } from './routes/root-route.tsx'
import { tenantRoute, tenantRoutes } from './routes/tenant-routes.ts'
import { visitorRoutes } from './routes/visitor-routes.ts'
import { BrokenScreen } from './shell/broken-screen.tsx'

const routeTree = rootRoute.addChildren([
  operatorLayout.addChildren([...operatorRoutes, tenantRoute.addChildren(tenantRoutes)]),
  ...visitorRoutes,
])

export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/console',
    context: { queryClient },
    // Filters stay readable: ?status=failed, never JSON in quotes.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== '')
      return given.length === 0
        ? ''
        : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`
    },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingComponent: () => <LoadingState what="the page" />,
    // A screen that breaks leaves the rest of the page as it is.
    defaultErrorComponent: BrokenScreen,
    scrollRestoration: true,
  })
}
