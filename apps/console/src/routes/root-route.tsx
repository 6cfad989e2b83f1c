import { Toasty } from '@cloudflare/kumo/components/toast'
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'

import { sessionQuery } from '../api/session.ts'
import { toasts } from '../pieces/feedback/toasts.tsx'
import { BrokenScreen } from '../shell/broken-screen.tsx'
import { MissingPage } from '../shell/missing-page.tsx'
import { Shell } from '../shell/shell.tsx'

export const rootRoute = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({
  component: Page,
  notFoundComponent: MissingPage,
  errorComponent: BrokenScreen,
})

/** Toasts outlive the screen that they speak of, and lead to others. */
function Page() {
  return (
    <Toasty toastManager={toasts}>
      <Outlet />
    </Toasty>
  )
}

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
