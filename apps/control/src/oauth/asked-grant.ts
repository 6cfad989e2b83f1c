import type { GrantRequest } from '@bulkhead/contracts/http/admin/sessions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'
import type { AuthRequest, OAuthHelpers } from '@cloudflare/workers-oauth-provider'
import type * as z from 'zod/mini'

import type { WorkerCall } from '../route.ts'
import type { PortalHolder } from '../tables/session-table.ts'
import { authorizationServerOf } from './authorization-server.ts'
import { oauthOf } from './oauth-deployment.ts'
import { AUTHORIZE, GRANT_SCOPES } from './paths.ts'
import { storageUnavailable } from './storage-unavailable.ts'

/** What a client asks of the person in front of the consent page, held against the client's registration. */
export interface AskedGrant {
  readonly oauth: OAuthHelpers
  readonly request: AuthRequest
  readonly portal: PortalHolder
  /** What may be granted at most. */
  readonly scopes: readonly (typeof GRANT_SCOPES)[number][]
}

/**
 * Read anew from the client's own query each time, so that nothing which the page holds is believed.
 *
 * @throws BulkheadError `not_found` where OAuth is off, `invalid_request`, `scope_insufficient` for a session
 * that could not make such a key
 */
export async function readAskedGrant(call: WorkerCall, query: string): Promise<AskedGrant> {
  const deployment = oauthOf(call.env)
  const { portal } = call.actor
  if (deployment === undefined || portal === undefined) throw new BulkheadError('not_found')
  const oauth = (await authorizationServerOf(deployment)).getOAuthApi(deployment.env)
  const asked = new Request(`${deployment.issuer}${AUTHORIZE}?${query}`)
  const request = await parsed(call, () => oauth.parseAuthRequest(asked))
  // Clients with a secret might do without; here every code is bound to whoever asked for it.
  if (request.codeChallenge === undefined || request.codeChallengeMethod !== 'S256') {
    throw invalid([
      { path: 'request', message: 'the client must send a code_challenge with the method S256' },
    ])
  }
  return { oauth, request, portal, scopes: grantable(portal, request.scope) }
}

/** The library's refusals are the client's fault; whatever else it throws is the store's. */
export async function parsed<T>(call: Pick<WorkerCall, 'log'>, run: () => Promise<T>): Promise<T> {
  const { AuthorizationError } = await import('./library.ts')
  try {
    return await run()
  } catch (thrown) {
    if (!(thrown instanceof AuthorizationError)) throw storageUnavailable(call, thrown)
    throw invalid([{ path: 'request', message: thrown.description }])
  }
}

/** A grant is a key, so only who may make keys can give one, and none that may do more. */
function grantable(portal: PortalHolder, asked: readonly string[]): AskedGrant['scopes'] {
  const required = ['keys:write', 'search'] as const
  const missing = required.filter((scope) => !portal.scopes.includes(scope))
  if (missing.length > 0) throw new BulkheadError('scope_insufficient', { details: { required: missing } })
  return GRANT_SCOPES.filter(
    (scope) =>
      portal.scopes.includes(scope) && (scope === 'search' || asked.length === 0 || asked.includes(scope)),
  )
}

/** As the consent page shows it. */
export async function describeGrant(
  call: Pick<WorkerCall, 'log'>,
  { oauth, request, portal, scopes }: AskedGrant,
): Promise<z.infer<typeof GrantRequest>> {
  const { clientName, clientUri, redirectHost, redirectIsLoopback } = await parsed(call, () =>
    oauth.describeConsent(request),
  )
  return {
    tenantId: portal.tenantId,
    client: { name: clientName, ...(clientUri === undefined ? {} : { uri: clientUri }) },
    redirectHost,
    isLoopback: redirectIsLoopback,
    scopes: [...scopes],
  }
}
