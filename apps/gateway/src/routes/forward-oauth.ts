import type { GatewayEnv } from '../env.ts'
import { isIssuer } from '../identity/issuer.ts'

const AUTHORIZE = '/oauth/authorize'
/** Control's own paths, where it finds the answer itself. */
const FORWARDED =
  /^\/(oauth\/(token|register)|\.well-known\/oauth-(authorization-server|protected-resource\/mcp))$/

/**
 * What OAuth clients of `/mcp` ask; undefined for any other request, and where it is off. Consent is asked by a
 * page of the portal, which hands the client's request on unread.
 */
export function forwardOAuth(
  url: URL,
  request: Request,
  env: Pick<GatewayEnv, 'OAUTH_ISSUER' | 'CONSOLE_ORIGIN' | 'CONTROL'>,
): Promise<Response> | undefined {
  if (!isIssuer(url, env)) return undefined
  if (FORWARDED.test(url.pathname)) return env.CONTROL.fetch(request)
  if (url.pathname !== AUTHORIZE || request.method !== 'GET') return undefined
  const console = env.CONSOLE_ORIGIN || url.origin
  const location = `${console}/console/connect?${new URLSearchParams({ request: url.search.slice(1) }).toString()}`
  const headers = { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  return Promise.resolve(new Response(null, { status: 302, headers }))
}
