import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { errorBody, errorHeaders } from '@bulkhead/errors/envelope'
import { requestIdsOf } from '@bulkhead/http/trace-context'
import { Log } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'
import { Router, type IRequest } from 'itty-router'

import openApi from '../../.generated/openapi.txt'
import { serveConsole } from '../console/serve-console.ts'
import type { ControlEnv } from '../env.ts'
import type { Method, Route } from '../route.ts'
import { ROUTES } from '../routes.ts'
import type { AccessContext } from '../sessions/access-identity.ts'
import { answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { serveOAuth } from './serve-oauth.ts'

const NO_URL = new URL('http://invalid.invalid/')

/** The admin API and the console in front of it, on one origin. */
export function serve(request: Request, env: ControlEnv, access?: AccessContext): Promise<Response> {
  const url = URL.parse(request.url) ?? NO_URL
  return serveConsole(request, url, env) ?? serveAdmin({ request, url, access }, env)
}

/** Every answer, errors included, has our envelope, ids and headers, and is logged. */
async function serveAdmin(
  {
    request,
    url,
    access,
  }: { readonly request: Request; readonly url: URL; readonly access: AccessContext | undefined },
  env: ControlEnv,
): Promise<Response> {
  const ids = requestIdsOf(request.headers)
  const exchange: Exchange = {
    ...ids,
    request,
    url,
    env,
    access,
    startMs: Date.now(),
    params: {},
    log: new Log('control/request', env, { requestId: ids.requestId, traceId: ids.traceId }),
    route: 'unmatched',
    errorCode: undefined,
    actorId: undefined,
  }
  const response = await answered(request, exchange).catch((thrown: unknown) => envelope(thrown, exchange))
  const finished = withOurHeaders(response, exchange)
  logRequest(exchange, finished.status)
  return finished
}

async function answered(request: Request, exchange: Exchange): Promise<Response> {
  return await (serveOAuth(exchange) ?? router.fetch(request, exchange))
}

const ROUTER_METHODS = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
  DELETE: 'delete',
} as const satisfies Record<Method, string>

/** This API as OpenAPI, for anybody: it says nothing of the deployment. */
const DOCUMENT = '/admin/v1/openapi.json'

const router = routerOf(ROUTES)

/** A known path with another method is 405; anything else is 404. */
function routerOf(routes: readonly Route[]) {
  const made = Router<IRequest, [Exchange], Response>()
  // A URL takes `…/keys/..` for `…/`: an id that names what is above it must not reach it.
  made.all('*', (_request: IRequest, { url }: Exchange) => {
    if (url.pathname.endsWith('/')) throw new BulkheadError('not_found')
  })
  for (const route of routes) {
    made[ROUTER_METHODS[route.method]](route.path, (request: IRequest, exchange: Exchange) => {
      exchange.route = route.path
      return answer(route, { ...exchange, params: decoded(request.params) }, exchange)
    })
  }
  made.get(DOCUMENT, (_request: IRequest, exchange: Exchange) => {
    exchange.route = DOCUMENT
    return new Response(openApi, { headers: { 'content-type': 'application/json' } })
  })
  made.all(DOCUMENT, () => {
    throw new BulkheadError('method_not_allowed', { details: { allowed: ['GET'] } })
  })
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = routes.filter((route) => route.path === path).map(({ method }) => method)
    made.all(path, () => {
      throw new BulkheadError('method_not_allowed', { details: { allowed: allow } })
    })
  }
  made.all('*', () => {
    throw new BulkheadError('not_found')
  })
  return made
}

/** An id that cannot be decoded stays as it is: it names nothing, and only whoever may ask learns that. */
function decoded(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, id]) => [name, decodedId(id)]))
}

function decodedId(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

function envelope(thrown: unknown, exchange: Exchange): Response {
  const error = BulkheadError.from(thrown)
  exchange.errorCode = error.code
  if (error.code === 'internal') {
    exchange.log.error('request failed', { errorCode: error.code, route: exchange.route }, { thrown })
  }
  const { details } = error
  const allowed = details !== undefined && 'allowed' in details ? String(details.allowed) : undefined
  const headers = {
    ...errorHeaders(error),
    ...(error.code === 'method_not_allowed' && allowed !== undefined
      ? { allow: allowed.replaceAll(',', ', ') }
      : {}),
  }
  return Response.json(errorBody(error, exchange), { status: error.status, headers })
}

function withOurHeaders(response: Response, exchange: Exchange): Response {
  const { headers } = response
  headers.set('cache-control', 'private, no-store')
  headers.set('x-request-id', exchange.requestId)
  headers.set('traceparent', exchange.traceparent)
  const { VERSION } = exchange.env
  if (VERSION !== undefined) headers.set('x-bulkhead-version', VERSION.id)
  if (exchange.clientRequestId !== undefined) headers.set('x-client-request-id', exchange.clientRequestId)
  return response
}

/** Of the operator's side: it counts for no tenant. */
function logRequest(exchange: Exchange, status: number): void {
  const { request, route, errorCode, actorId, startMs } = exchange
  const { method } = request
  const latencyMs = Date.now() - startMs
  const points = [
    metric('requests_total', 1, { tenantId: 'none', route, method, status }),
    metric('latency_ms_histogram', latencyMs, { tenantId: 'none', route }),
    ...(errorCode !== undefined && status >= 500
      ? [metric('errors_total', 1, { tenantId: 'none', route, error_type: errorCode })]
      : []),
  ]
  const spanId = exchange.traceparent.slice(36, 52)
  exchange.log.info(
    'request',
    {
      route,
      method,
      status,
      latencyMs,
      errorCode,
      keyId: actorId,
      spanId,
      parentSpanId: exchange.parentSpanId,
    },
    { metrics: points },
  )
}
