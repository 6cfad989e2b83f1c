import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

/** One row of the gateway's own table, as far as the matrix needs it. */
export interface RouteRow {
  readonly method: string
  readonly path: string
  readonly access: 'open' | 'admin' | readonly string[]
}

const GATEWAY = join(ROOT, 'apps/gateway/src')

/** Every route of the local gateway, out of its source: a route that is added there is in here. */
export async function routeTable(): Promise<readonly RouteRow[]> {
  // Names that the type checker does not follow: the gateway is typed for the Workers runtime, these tests for Node.
  const { ROUTES } = await source<{ ROUTES: RouteRow[] }>('routes.ts')
  const { apiDocumentRoutes } = await source<{ apiDocumentRoutes: (a: string, b: string) => RouteRow[] }>(
    'routes/api-document.ts',
  )
  const { localFaults } = await source<{ localFaults: RouteRow }>('routes/local-faults.ts')
  return [...ROUTES, ...apiDocumentRoutes('', ''), localFaults]
}

function source<T>(file: string): Promise<T> {
  return import(/* @vite-ignore */ join(GATEWAY, file)) as Promise<T>
}

export function keyOf({ method, path }: RouteRow): string {
  return `${method} ${path}`
}
