import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { networkOf } from '@bulkhead/http/network-of'
import { readText, refuseTooLarge } from '@bulkhead/http/read-body'

import { FAILED_SIGN_IN_PERIOD_MS, MAX_OAUTH_BYTES } from '../limits.ts'
import { authorizationServerOf } from '../oauth/authorization-server.ts'
import { oauthOf, type OAuthDeployment } from '../oauth/oauth-deployment.ts'
import {
  GRANT_SCOPES,
  REGISTER,
  RESOURCE_METADATA,
  resourceOf,
  SERVER_METADATA,
  TOKEN,
} from '../oauth/paths.ts'
import { storageUnavailable } from '../oauth/storage-unavailable.ts'
import type { Exchange } from './exchange.ts'

const PATHS: ReadonlySet<string> = new Set([TOKEN, REGISTER, SERVER_METADATA, RESOURCE_METADATA])

/**
 * What clients ask of the authorization server; undefined for any other request, and where it is off or asked
 * for under another origin than its own.
 */
export function serveOAuth(exchange: Exchange): Promise<Response> | undefined {
  const { env, url } = exchange
  const deployment = oauthOf(env)
  if (deployment?.issuer !== url.origin || !PATHS.has(url.pathname)) return undefined
  exchange.route = url.pathname
  return url.pathname === RESOURCE_METADATA
    ? Promise.resolve(resourceMetadata(exchange.request, deployment))
    : served(exchange, deployment)
}

function resourceMetadata({ method }: Request, { issuer }: OAuthDeployment): Response {
  if (method !== 'GET' && method !== 'HEAD') {
    throw new BulkheadError('method_not_allowed', { details: { allowed: ['GET'] } })
  }
  const metadata = {
    resource: resourceOf(issuer),
    authorization_servers: [issuer],
    scopes_supported: GRANT_SCOPES,
    bearer_methods_supported: ['header'],
    resource_name: 'Bulkhead',
  }
  // Clients that are web pages read it from their own origin; there is nothing of anybody's in it.
  return Response.json(metadata, { headers: { 'access-control-allow-origin': '*' } })
}

/** Writes cost storage and a guess at a code is an attack, so registrations and refusals are counted by address. */
async function served(exchange: Exchange, deployment: OAuthDeployment): Promise<Response> {
  const { request, url } = exchange
  const isPost = request.method === 'POST'
  if (isPost && url.pathname === REGISTER) await countOnce(exchange)
  const read = isPost ? await withBoundedBody(request) : request
  const server = await authorizationServerOf(deployment)
  const response = await server
    .fetch(read, deployment.env, NO_CONTEXT)
    .catch((thrown: unknown) => Promise.reject(storageUnavailable(exchange, thrown)))
  if (isPost && url.pathname === TOKEN && response.status >= 400) await countOnce(exchange)
  return new Response(response.body, response)
}

/** The library asks nothing of it. */
// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- see above
const NO_CONTEXT = {} as ExecutionContext

async function withBoundedBody(request: Request): Promise<Request> {
  refuseTooLarge(request, MAX_OAUTH_BYTES)
  const body = await readText(request, MAX_OAUTH_BYTES)
  return new Request(request.url, { method: request.method, headers: request.headers, body })
}

/** Without the counter nothing is counted, so nothing is served. @throws BulkheadError `rate_limited` */
async function countOnce({ env, request, log }: Exchange): Promise<void> {
  const network = networkOf(request.headers.get('cf-connecting-ip') ?? 'unknown')
  const { success } = await env.FAILED_IDENTIFICATION.limit({ key: `oauth:${network}` }).catch(
    (thrown: unknown) => Promise.reject(storageUnavailable({ log }, thrown)),
  )
  if (!success) throw new BulkheadError('rate_limited', { retryAfterMs: FAILED_SIGN_IN_PERIOD_MS })
}
