import { join } from 'node:path'

import type { RouteFacts } from '../apps/gateway/src/operation.ts'
import { ROOT } from './apps.ts'

/** One row of the gateway's own table, without what serves it. */
export interface RouteRow {
  readonly method: string
  readonly path: string
  readonly access: 'open' | 'admin' | readonly string[]
  readonly facts: RouteFacts
}

const GATEWAY = join(ROOT, 'apps/gateway/src')

/**
 * The routes that the API document describes, from the gateway's source: a route that is added there is in
 * here.
 */
export async function apiRoutes(): Promise<readonly RouteRow[]> {
  // A name that the type checker does not follow: the gateway is typed for the Workers runtime, what asks
  // here for Node.
  const { ROUTES } = await source<{ ROUTES: RouteRow[] }>('routes.ts')
  return ROUTES
}

/** Every route of the local gateway. */
export async function allRoutes(): Promise<readonly RouteRow[]> {
  const { apiDocumentRoutes } = await source<{
    apiDocumentRoutes: (openApi: string, reference: object) => RouteRow[]
  }>('routes/api-document.ts')
  const { localFaults } = await source<{ localFaults: RouteRow }>('routes/local-faults.ts')
  return [...(await apiRoutes()), ...apiDocumentRoutes('', {}), localFaults]
}

function source<T>(file: string): Promise<T> {
  return import(/* @vite-ignore */ join(GATEWAY, file)) as Promise<T>
}

/** `POST /v1/search`: a row's name in tests and release records. */
export function keyOf({ method, path }: Pick<RouteRow, 'method' | 'path'>): string {
  return `${method} ${path.replace(/\+$/, '')}`
}
