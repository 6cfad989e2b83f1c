import type { GatewayEnv } from '../env.ts'

/** Control's own paths, where it finds the caller, the route and the answer itself: the admin API and its console. */
const ADMIN = /^\/(admin\/v1|console)(\/|$)/

/** Control's answer; undefined for any other request, and where this hostname does not serve it. */
export function forwardAdmin(
  { pathname }: URL,
  request: Request,
  { SERVE_ADMIN, CONTROL }: Pick<GatewayEnv, 'SERVE_ADMIN' | 'CONTROL'>,
): Promise<Response> | undefined {
  if (SERVE_ADMIN !== 'true' || !ADMIN.test(pathname)) return undefined
  return CONTROL.fetch(request)
}
