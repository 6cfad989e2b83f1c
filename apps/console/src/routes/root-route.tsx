import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'

import { sessionQuery } from '../api/session.ts'
import { BrokenScreen } from '../shell/broken-screen.tsx'
import { MissingPage } from '../shell/missing-page.tsx'
import { Shell } from '../shell/shell.tsx'

export const rootRoute = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: BrokenScreen,
})

/** Operators alone: others sign in first, tenants' people go to their portal. */
export const operatorLayout = createRoute({
  getParentRoute: () => rootRoute,
  id: 'operator',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    // oxlint-disable-next-line typescript/only-throw-error -- the router's own way to redirect
    if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } })
    // oxlint-disable-next-line typescript/only-throw-error -- the router's own way to redirect
    if (session.kind === 'portal') throw redirect({ to: '/portal' })
  },
  component: Shell,
})
