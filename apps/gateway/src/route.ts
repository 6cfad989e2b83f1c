import { DeadlinePassed, remainingMs, within } from '@bulkhead/calls/deadline'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { Plan } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Scope } from '@bulkhead/tenant-schema/tenant-config'

import { admit, giveBack, refuseRemembered } from './admission/admit.ts'
import { requireAdmin, requireScopes, resolveTenant } from './identity/resolve-tenant.ts'
import { MAX_JSON_BYTES } from './limits.ts'
import { allowOrigin } from './reply/cors.ts'
import type { Exchange } from './request/exchange.ts'
import { idempotencyKeyOf, reservationIdOf } from './request/idempotency.ts'
import { refuseTooLarge } from './request/read-body.ts'
import type { Tenant } from './tenants/tenant-directory.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One row of the route table. */
export interface Route {
  readonly method: Method
  /** itty-router's pattern; without a trailing `+` it is the template that logs and metrics carry. */
  readonly path: string
  readonly access: 'open' | 'admin' | readonly Scope[]
  readonly serve: (exchange: Exchange) => Promise<Response>
}

/** What a tenant's handler gets: an identified, admitted request. */
export interface TenantCall {
  readonly exchange: Exchange
  readonly tenant: Tenant
  readonly ctx: RequestContext
  /** The callee has answered: from then on the reservation is its to settle. */
  isAnswered: boolean
}

/** A route that belongs to a tenant. `Input` is what `read` made of the request. */
export interface TenantRoute<Input> {
  readonly method: Method
  readonly path: string
  readonly scopes: readonly Scope[]
  readonly maxBytes?: number
  /** How long the callee may take, given the tenant. */
  readonly timeoutMs: number | ((tenant: Tenant) => number)
  /** Parses query, path and body; `text` is what an idempotent repeat must repeat. */
  readonly read: (exchange: Exchange, tenant: Tenant) => Promise<{ input: Input; text?: string }>
  /** Scopes that only some inputs need. */
  readonly moreScopes?: (input: Input) => readonly Scope[]
  /** The callee keeps results under Idempotency-Keys, so a repeat costs no tokens. */
  readonly keepsResults?: boolean
  /** Upper bound of the tokens this input may cost. Left out on routes that cost none. */
  readonly tokens?: (input: Input, tenant: Tenant) => number
  readonly handle: (call: TenantCall, input: Input) => Promise<Response>
}

/** Identify → scope → read → admit → handle: the order is security, so it stands in this one place. */
export function tenantRoute<Input>(route: TenantRoute<Input>): Route {
  return {
    method: route.method,
    path: route.path,
    access: route.scopes,
    serve: (exchange) => serve(route, exchange),
  }
}

async function serve<Input>(route: TenantRoute<Input>, exchange: Exchange): Promise<Response> {
  exchange.responseHeaders['cache-control'] = 'private, no-store'
  refuseTooLarge(exchange.request, route.maxBytes ?? MAX_JSON_BYTES)
  const record = await resolveTenant(exchange)
  const { tenant } = record
  allowOrigin(exchange.responseHeaders, exchange.request.headers.get('origin'), tenant.config.cors.origins)
  requireScopes(record, route.scopes)

  const { plan } = tenant
  const ctx = contextOf(route, exchange, tenant, record.keyId)
  refuseRemembered(exchange, ctx, plan)
  const read = await readInTime(ctx, () => route.read(exchange, tenant)).catch(async (thrown: unknown) => {
    // A request that cannot be read counts like any other, or bad input would be free.
    await admit(exchange, ctx, { plan, tokens: undefined })
    throw thrown
  })
  requireScopes(record, route.moreScopes?.(read.input) ?? [])

  const admitted = await admitTo(route, exchange, {
    ctx,
    plan,
    tokens: route.tokens?.(read.input, tenant),
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

/** Half of the time belongs to the client and its line; who is called next needs the other. */
async function readInTime<T>({ deadline }: RequestContext, read: () => Promise<T>): Promise<T> {
  try {
    return await within(remainingMs(deadline) / 2, read())
  } catch (thrown) {
    throw thrown instanceof DeadlinePassed ? new BulkheadError('request_timeout', { cause: thrown }) : thrown
  }
}

/** The context with what was reserved for the request, if it costs tokens. */
async function admitTo<Input>(
  route: TenantRoute<Input>,
  exchange: Exchange,
  ask: { ctx: RequestContext; plan: Plan; tokens: number | undefined; read: { text?: string } },
): Promise<RequestContext> {
  const { ctx, plan, tokens, read } = ask
  if (tokens === undefined) {
    await admit(exchange, ctx, { plan, tokens })
    return ctx
  }
  const text = route.keepsResults === true ? (read.text ?? '') : undefined
  const reservationId = await reservationIdOf(ctx, exchange.url.pathname, text)
  const admission = await admit(exchange, { ...ctx, reservationId }, { plan, tokens })
  if (admission === undefined) return ctx
  const { reservedTokens } = admission
  return { ...ctx, reservationId: admission.reservationId, reservedTokens, estimatedTokens: tokens }
}

function contextOf<Input>(
  route: TenantRoute<Input>,
  exchange: Exchange,
  tenant: Tenant,
  keyId: string,
): RequestContext {
  const timeoutMs = typeof route.timeoutMs === 'number' ? route.timeoutMs : route.timeoutMs(tenant)
  const idempotencyKey = route.method === 'POST' ? idempotencyKeyOf(exchange.request) : undefined
  return {
    requestId: exchange.requestId,
    traceparent: exchange.traceparent,
    tenantId: tenant.id,
    keyId,
    route: exchange.route,
    deadline: exchange.startMs + timeoutMs,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  }
}

/** A route for the operator: needs the admin token and belongs to no tenant. */
export function adminRoute(
  method: Method,
  path: string,
  handle: (exchange: Exchange) => Promise<Response>,
): Route {
  return {
    method,
    path,
    access: 'admin',
    serve: async (exchange) => {
      exchange.responseHeaders['cache-control'] = 'private, no-store'
      await requireAdmin(exchange)
      return await handle(exchange)
    },
  }
}

export function openRoute(path: string, handle: (exchange: Exchange) => Promise<Response>): Route {
  return { method: 'GET', path, access: 'open', serve: handle }
}

/** The id in the path, decoded; one that cannot be decoded names nothing. */
export function pathId(exchange: Exchange, name = 'id'): string {
  try {
    return decodeURIComponent(exchange.params[name] ?? '')
  } catch {
    throw new BulkheadError('not_found')
  }
}
