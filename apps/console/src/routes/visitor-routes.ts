import { createRoute, lazyRouteComponent } from '@tanstack/react-router'

import { textSearch } from '../pieces/list/use-filters.ts'
import { rootRoute } from './root-route.tsx'

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: textSearch('next'),
  component: lazyRouteComponent(() => import('../screens/sign-in/sign-in-screen.tsx'), 'SignInScreen'),
})

/** Tenants' people: by a portal session, or with a key of their own. */
const portal = createRoute({
  getParentRoute: () => rootRoute,
  path: '/portal',
  validateSearch: textSearch('view', 'q', 'status', 'mode', 'range', 'measure'),
  component: lazyRouteComponent(() => import('../screens/portal/portal-screen.tsx'), 'PortalScreen'),
})

/** Consent for a client of `/mcp`; who may give it, the page itself says. */
const connect = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connect',
  validateSearch: textSearch('request'),
  component: lazyRouteComponent(() => import('../screens/connect/connect-screen.tsx'), 'ConnectScreen'),
})

/** Open to whoever is not signed in. */
export const visitorRoutes = [signIn, portal, connect] as const
