import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { requestIdsOf } from '@bulkhead/http/trace-context'
import { Log } from '@bulkhead/logging/log'
import { Router, type IRequest } from 'itty-router'

import type { GatewayEnv } from './env.ts'
import { allowAnyKnownOrigin, isKnownOrigin } from './identity/known-origin.ts'
import { keepWarm } from './keep-warm.ts'
import { preflight } from './reply/cors.ts'
import { toEnvelope } from './reply/to-envelope.ts'
import { discardBody } from './request/discard-body.ts'
import type { Exchange } from './request/exchange.ts'
import { logRequest } from './request/request-line.ts'
import type { Route } from './route.ts'
import { forwardAdmin } from './routes/forward-admin.ts'
import { forwardOAuth } from './routes/forward-oauth.ts'
import type { Access } from './tenants/access.ts'

/** For a Host header that is not valid in a URL: it names no tenant and no route. */
const NO_URL = new URL('http://invalid.invalid/')

/** The gateway as a Worker. Every response, errors included, has our envelope, ids and headers. */
export function createGateway(
  access: Access,
  routes: readonly Route[],
): Required<Pick<ExportedHandler<GatewayEnv>, 'fetch' | 'scheduled'>> {
  const dispatch = dispatcherOf(routes)
  return {
    fetch: (request, env, ctx) => {
      const response = handle(dispatch, openExchange(access, request, env, ctx))
      // A client that leaves does not keep its request from being logged.
      ctx.waitUntil(response)
      return response
    },
    scheduled: (_controller, env) => keepWarm(env, Date.now()),
  }
}

type Dispatch = (exchange: Exchange) => Promise<Response>

async function handle(dispatch: Dispatch, exchange: Exchange): Promise<Response> {
  const { request, env, url } = exchange
  const forwarded = forwardAdmin(url, request, env) ?? forwardOAuth(url, request, env)
  if (forwarded !== undefined)
    return await forwarded.catch((thrown: unknown) => unavailable(thrown, exchange))
  const response = await (
    request.method === 'OPTIONS'
      ? preflight(request, (origin) => isKnownOrigin(exchange, origin))
      : dispatch(exchange)
  ).catch(async (thrown: unknown) => {
    await discardBody(request)
    return toEnvelope(thrown, exchange)
  })
  const finished = withOurHeaders(response, exchange)
  logRequest(exchange, finished.status)
  return finished
}

/** Control did not answer. What it answers itself has an envelope, ids and a log line already. */
function unavailable(thrown: unknown, exchange: Exchange): Response {
  const { pathname } = exchange.url
  exchange.route = /^\/(oauth|\.well-known)\//.test(pathname) ? pathname : '/admin/v1/*'
  exchange.log.error('call failed', { target: 'control', errorCode: 'service_unavailable' }, { thrown })
  const error = new BulkheadError('service_unavailable', { cause: thrown })
  const response = withOurHeaders(toEnvelope(error, exchange), exchange)
  logRequest(exchange, response.status)
  return response
}

function openExchange(access: Access, request: Request, env: GatewayEnv, ctx: ExecutionContext): Exchange {
  const ids = requestIdsOf(request.headers)
  return {
    ...ids,
    request,
    url: URL.parse(request.url) ?? NO_URL,
    env,
    access,
    ctx,
    log: new Log('gateway/request', env, { requestId: ids.requestId, traceId: ids.traceId }),
    startMs: Date.now(),
    route: 'unmatched',
    params: {},
    grantedKey: undefined,
    tenantId: undefined,
    keyId: undefined,
    isRecognised: false,
    errorCode: undefined,
    admission: undefined,
    refusedBy: undefined,
    told: [],
    responseHeaders: {},
  }
}

const ROUTER_METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const

/** A path without parameters is looked up; for the others the router tries one after the other. */
function dispatcherOf(routes: readonly Route[]): Dispatch {
  const router = routerOf(routes)
  const fixed = new Map(
    routes.filter(({ path }) => !/[:*+]/.test(path)).map((route) => [`${route.method} ${route.path}`, route]),
  )
  return (exchange) => {
    const { request, url } = exchange
    const route = fixed.get(`${request.method} ${url.pathname}`)
    return route === undefined ? router.fetch(request, exchange) : serveBy(route, exchange, {})
  }
}

function serveBy(route: Route, exchange: Exchange, params: Exchange['params']): Promise<Response> {
  exchange.route = templateOf(route)
  exchange.params = params
  return route.serve(exchange)
}

/**
 * The route table as a router. A known path with another method is 405; anything else is 404, for everyone.
 */
function routerOf(routes: readonly Route[]) {
  const router = Router<IRequest, [Exchange], Response>()
  for (const route of routes) {
    const handler = ({ params }: IRequest, exchange: Exchange) => serveBy(route, exchange, params)
    router[ROUTER_METHODS[route.method]](route.path, handler)
    // What probes ask; the runtime drops the body.
    if (route.access === 'open') router.head(route.path, handler)
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = routes.filter((route) => route.path === path).map((route) => route.method)
    router.all(path, async (_request: IRequest, exchange: Exchange) => {
      await allowAnyKnownOrigin(exchange)
      exchange.responseHeaders['allow'] = allow.join(', ')
      throw new BulkheadError('method_not_allowed', { details: { allowed: allow } })
    })
  }
  router.all('*', async (_request: IRequest, exchange: Exchange) => {
    await allowAnyKnownOrigin(exchange)
    throw new BulkheadError('not_found')
  })
  return router
}

function templateOf(route: Route): string {
  return route.path.replace(/\+$/, '')
}

/** Every response was made here, so its headers are mutable. */
function withOurHeaders(response: Response, exchange: Exchange): Response {
  const { headers } = response
  for (const [name, value] of Object.entries(exchange.responseHeaders)) headers.set(name, value)
  headers.set('x-request-id', exchange.requestId)
  headers.set('traceparent', exchange.traceparent)
  const { VERSION } = exchange.env
  if (VERSION !== undefined) headers.set('x-bulkhead-version', VERSION.id)
  if (exchange.clientRequestId !== undefined) headers.set('x-client-request-id', exchange.clientRequestId)
  return response
}
