import type { Catalogue } from '@bulkhead/ai/catalogue'
import { DeadlinePassed, remainingMs, within } from '@bulkhead/calls/deadline'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { Plan } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Scope } from '@bulkhead/tenant-schema/tenant-config'

import { admit, giveBack, refuseRemembered } from './admission/admit.ts'
import { requireAdmin, requireScopes, resolveTenant } from './identity/resolve-tenant.ts'
import { MAX_JSON_BYTES } from './limits.ts'
import type { Described, Operation, RouteFacts } from './operation.ts'
import { allowOrigin } from './reply/cors.ts'
import type { Exchange } from './request/exchange.ts'
import { idempotencyKeyOf, reservationIdOf } from './request/idempotency.ts'
import { refuseUnknownQuery } from './request/query.ts'
import { refuseTooLarge } from './request/read-body.ts'
import { nothing, type Read, type Reader } from './request/reader.ts'
import type { KeyRecord, Tenant } from './tenants/tenant-directory.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One row of the route table. */
export interface Route {
  readonly method: Method
  /** itty-router's pattern; without a trailing `+` it is the template that logs and metrics carry. */
  readonly path: string
  readonly access: 'open' | 'admin' | readonly Scope[]
  readonly serve: (exchange: Exchange) => Promise<Response>
  readonly facts: RouteFacts
}

/** What a tenant's handler gets: an identified, admitted request. */
export interface TenantCall {
  readonly exchange: Exchange
  readonly tenant: Tenant
  readonly ctx: RequestContext
  /** The callee has answered: from then on it settles the reservation. */
  isAnswered: boolean
}

/** A route that belongs to a tenant. `Input` is what the reader made of the request. */
interface TenantRoute<Path extends string, Input, Body> extends Described<Path, Body> {
  readonly method: Method
  readonly scopes: readonly Scope[]
  readonly maxBytes?: number | ((request: Request) => number)
  /** How long the callee may take, given the tenant. */
  readonly timeoutMs: number | ((tenant: Tenant) => number)
  readonly reads: Reader<Input, Body>
  /** Scopes that only some inputs need. */
  readonly moreScopes?: (input: Input) => readonly Scope[]
  /** The callee keeps results under Idempotency-Keys, so a repeat costs nothing. */
  readonly keepsResults?: boolean
  /** Upper bound of the tokens this input may cost; undefined on routes that cost none. */
  readonly tokens?: (input: Input, tenant: Tenant, catalogue: Catalogue) => number
  readonly handle: (call: TenantCall, input: Input) => Promise<Response>
}

/** Identify → scope → read → admit → handle: the order is security, so it is in this one place. */
export function tenantRoute<const Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
): Route {
  const { method, path, scopes, operation, probes, reads, tokens, keepsResults = false } = route
  return {
    method,
    path,
    access: scopes,
    serve: (exchange) => serve(route, exchange),
    facts: { operation, probes, accepts: reads.accepts, costsTokens: tokens !== undefined, keepsResults },
  }
}

async function serve<Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
  exchange: Exchange,
): Promise<Response> {
  const { request, responseHeaders } = exchange
  responseHeaders['cache-control'] = 'private, no-store'
  allowOrigin(responseHeaders, request.headers.get('origin'), exchange.access.allowsPreflight)
  const { maxBytes = MAX_JSON_BYTES } = route
  refuseTooLarge(request, typeof maxBytes === 'number' ? maxBytes : maxBytes(request))
  const record = await resolveTenant(exchange)
  const { tenant } = record
  requireScopes(record, route.scopes)

  const { plan } = tenant
  const anonymous = contextOf(route, exchange, tenant, record.keyId)
  refuseRemembered(exchange, anonymous, plan)
  const { ctx, read } = await readAll(route, exchange, record, anonymous).catch(async (thrown: unknown) => {
    // Whatever made us read it counts like any other request, or bad input would be free.
    await admit(exchange, anonymous, { plan, tokens: undefined })
    throw thrown
  })

  const admitted = await admitTo(route, exchange, {
    ctx,
    plan,
    tokens: route.tokens?.(read.input, tenant, exchange.access.catalogue),
    read,
  })
  const call: TenantCall = { exchange, tenant, ctx: admitted, isAnswered: false }
  try {
    return await route.handle(call, read.input)
  } catch (thrown) {
    if (!call.isAnswered) giveBack(exchange, admitted)
    throw thrown
  }
}

/** Everything that the client chooses, and what can be refused for it alone. */
async function readAll<Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
  exchange: Exchange,
  record: KeyRecord,
  anonymous: RequestContext,
): Promise<{ readonly ctx: RequestContext; readonly read: Read<Input> }> {
  const idempotencyKey = route.method === 'POST' ? idempotencyKeyOf(exchange.request) : undefined
  const ctx = idempotencyKey === undefined ? anonymous : { ...anonymous, idempotencyKey }
  refuseUnknownQuery(exchange.url, route.reads.accepts.query)
  const read = await readInTime(ctx, () => route.reads.read(exchange))
  requireScopes(record, route.moreScopes?.(read.input) ?? [])
  return { ctx, read }
}

/** The client and its connection get half of the time; the callee needs the other half. */
async function readInTime<T>({ deadline }: RequestContext, read: () => Promise<T>): Promise<T> {
  try {
    return await within(remainingMs(deadline) / 2, read())
  } catch (thrown) {
    throw thrown instanceof DeadlinePassed ? new BulkheadError('request_timeout', { cause: thrown }) : thrown
  }
}

/** The context with what was reserved for the request, if it costs tokens. */
async function admitTo(
  { keepsResults }: { keepsResults?: boolean },
  exchange: Exchange,
  ask: { ctx: RequestContext; plan: Plan; tokens: number | undefined; read: { text: string } },
): Promise<RequestContext> {
  const { ctx, plan, tokens, read } = ask
  if (tokens === undefined) {
    await admit(exchange, ctx, { plan, tokens })
    return ctx
  }
  const text = keepsResults === true ? read.text : undefined
  const reservationId = await reservationIdOf(ctx, exchange.url.pathname, text)
  const admission = await admit(exchange, { ...ctx, reservationId }, { plan, tokens })
  if (admission === undefined) return ctx
  const { reservedTokens } = admission
  return { ...ctx, reservationId: admission.reservationId, reservedTokens, estimatedTokens: tokens }
}

function contextOf(
  route: Pick<TenantRoute<string, unknown, unknown>, 'timeoutMs'>,
  exchange: Exchange,
  tenant: Tenant,
  keyId: string,
): RequestContext {
  const timeoutMs = typeof route.timeoutMs === 'number' ? route.timeoutMs : route.timeoutMs(tenant)
  const opensEarly = exchange.request.headers.get('x-bulkhead-early-open') === 'true'
  return {
    requestId: exchange.requestId,
    traceparent: exchange.traceparent,
    tenantId: tenant.id,
    keyId,
    route: exchange.route,
    deadline: exchange.startMs + timeoutMs,
    ...(opensEarly ? { opensEarly } : {}),
  }
}

/**
 * A route for the operator, who belongs to no tenant. Its handler decides when to read, so that a missing
 * tenant comes first.
 */
interface AdminRoute<Path extends string, Input, Body> extends Described<Path, Body> {
  readonly method: Method
  readonly reads: Reader<Input, Body>
  readonly handle: (exchange: Exchange, read: () => Promise<Read<Input>>) => Promise<Response>
}

/** Needs the admin token, before anything else is looked at. */
export function adminRoute<const Path extends string, Input, Body>(
  route: AdminRoute<Path, Input, Body>,
): Route {
  const { method, path, operation, probes, reads } = route
  return {
    method,
    path,
    access: 'admin',
    serve: async (exchange) => {
      exchange.responseHeaders['cache-control'] = 'private, no-store'
      await requireAdmin(exchange)
      return await route.handle(exchange, async () => {
        refuseUnknownQuery(exchange.url, reads.accepts.query)
        return reads.read(exchange)
      })
    },
    facts: { operation, probes, accepts: reads.accepts, costsTokens: false, keepsResults: false },
  }
}

/** A route that gives everybody the same answer. */
export function openRoute(
  path: string,
  operation: Operation,
  serve: (exchange: Exchange) => Promise<Response>,
): Route {
  const { accepts } = nothing
  const facts = { operation, accepts, probes: () => [{}], costsTokens: false, keepsResults: false }
  return { method: 'GET', path, access: 'open', serve, facts }
}

/** The id in the path, decoded; one that cannot be decoded names nothing. */
export function pathId(exchange: Exchange, name = 'id'): string {
  try {
    return decodeURIComponent(exchange.params[name] ?? '')
  } catch {
    throw new BulkheadError('not_found')
  }
}
