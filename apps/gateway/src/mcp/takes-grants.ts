import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { bearerTokenOf } from '../identity/bearer.ts'
import { isIssuer } from '../identity/issuer.ts'
import { GRANT_TIMEOUT_MS } from '../limits.ts'
import { ask } from '../request/ask.ts'
import type { Exchange } from '../request/exchange.ts'
import type { Route } from '../route.ts'

/** As the library makes them, so that nothing else costs a hop; a key of ours has no colon. */
const ACCESS_TOKEN = /^[a-z0-9.-]{1,80}:[A-Za-z0-9_-]{1,64}:[A-Za-z0-9_-]{1,128}$/

/**
 * The route, for holders of a grant too. A grant is a key of the tenant's: it takes the place of the token before
 * anybody is identified, so that the tenant's home object decides as ever. Who is refused learns where to sign in.
 */
export function takesGrants(route: Route): Route {
  return {
    ...route,
    serve: async (exchange) => {
      if (!isIssuer(exchange.url, exchange.env)) return await route.serve(exchange)
      try {
        exchange.grantedKey = await grantedKeyOf(exchange)
        return await route.serve(exchange)
      } catch (thrown) {
        throw challenged(exchange, BulkheadError.from(thrown))
      }
    },
  }
}

async function grantedKeyOf(exchange: Exchange): Promise<string | undefined> {
  const { request, requestId, env, startMs } = exchange
  const token = bearerTokenOf(request.headers)
  if (token === undefined || !ACCESS_TOKEN.test(token)) return undefined
  const ctx = { deadline: startMs + GRANT_TIMEOUT_MS }
  const key = await ask({ exchange, ctx }, 'control', () => env.CONTROL.grantedKey({ requestId, token }))
  return key ?? undefined
}

const FAULTS: Readonly<Record<number, string>> = {
  401: ', error="invalid_token"',
  403: ', error="insufficient_scope"',
}

/** Whoever has shown nothing is asked to sign in, and not to name a tenant: the grant will name it. */
function challenged(exchange: Exchange, refused: BulkheadError): BulkheadError {
  const error = refused.code === 'tenant_required' ? new BulkheadError('api_key_required') : refused
  const { status, code } = error
  if (status !== 401 && code !== 'scope_insufficient') return error
  const fault = code === 'api_key_required' ? '' : (FAULTS[status] ?? '')
  const metadata = `${exchange.url.origin}/.well-known/oauth-protected-resource/mcp`
  exchange.responseHeaders['www-authenticate'] =
    `Bearer realm="bulkhead"${fault}, resource_metadata="${metadata}", scope="search chat"`
  return error
}
