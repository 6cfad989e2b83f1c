import './shell/apply-theme.ts'
import { CSPProvider } from '@cloudflare/kumo/primitives/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { queryClient } from './query-client.ts'
import { createConsoleRouter } from './router.tsx'

const router = createConsoleRouter(queryClient)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// The screen's own files come while it is asked who is signed in.
for (const match of router.matchRoutes(router.latestLocation)) {
  const id: keyof typeof router.routesById = match.routeId
  void router.routesById[id].options.component?.preload?.()
}

const root = document.querySelector('#root')
if (root === null) throw new TypeError('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
