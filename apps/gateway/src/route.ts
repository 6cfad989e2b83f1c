import type { Catalogue } from '@bulkhead/ai/catalogue'
import { DeadlinePassed, remainingMs, within } from '@bulkhead/calls/deadline'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { Bound } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { MAX_JSON_BYTES } from '@bulkhead/http/limits'
import { refuseUnknownQuery } from '@bulkhead/http/query'
import { refuseTooLarge } from '@bulkhead/http/read-body'
import type { Scope } from '@bulkhead/tenant-schema/tenant-config'

import { admit, knownTenant, readTenant, refuseRemembered, type AdmissionAsk } from './admission/admit.ts'
import { giveBack, reservedBy } from './admission/home.ts'
import { callerOf, type Caller } from './identity/caller.ts'
import { allowAnyKnownOrigin, hints } from './identity/known-origin.ts'
import { requireAdmin } from './identity/operator.ts'
import { READ_TIMEOUT_MS } from './limits.ts'
import type { Described, Operation, RouteFacts } from './operation.ts'
import type { Exchange } from './request/exchange.ts'
import { idempotencyKeyOf, reservationIdOf } from './request/idempotency.ts'
import { nothing, type Read, type Reader } from './request/reader.ts'
import type { Tenant } from './tenants/tenant.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

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
  /** Upper bound of what this input may cost; undefined on routes that cost no tokens. */
  readonly bound?: (input: Input, tenant: Tenant, catalogue: Catalogue) => Bound
  readonly handle: (call: TenantCall, input: Input) => Promise<Response>
}

/** Who claims to call → read → admit (who calls, whether, how much) → handle: the order is security, so it is in this one place. */
export function tenantRoute<const Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
): Route {
  const { method, path, scopes, operation, probes, reads, bound, keepsResults = false } = route
  return {
    method,
    path,
    access: scopes,
    serve: (exchange) => serve(route, exchange),
    facts: { operation, probes, accepts: reads.accepts, costsTokens: bound !== undefined, keepsResults },
  }
}

async function serve<Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
  exchange: Exchange,
): Promise<Response> {
  const { responseHeaders } = exchange
  responseHeaders['cache-control'] = 'private, no-store'
  responseHeaders['vary'] = 'origin'
  try {
    return await serveCaller(route, exchange)
  } catch (thrown) {
    if (!exchange.isRecognised) await allowAnyKnownOrigin(exchange)
    throw thrown
  }
}

async function serveCaller<Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
  exchange: Exchange,
): Promise<Response> {
  const { maxBytes = MAX_JSON_BYTES } = route
  refuseTooLarge(exchange.request, typeof maxBytes === 'number' ? maxBytes : maxBytes(exchange.request))
  const caller = await callerOf(exchange, hints)
  // Its check digits are ours, so that the key was made for this tenant; whether it is good is not known yet.
  exchange.log = exchange.log.with({ tenantId: caller.tenantId })
  const asking = { caller, scopes: route.scopes }
  refuseRemembered(exchange, asking)
  const anonymous = await contextFor(route, exchange, asking)
  const { ctx, read } = await readAll(route, exchange, anonymous).catch(async (thrown: unknown) => {
    // Whatever made us read it counts like any other request, or bad input would be free.
    await admit(exchange, anonymous, asking)
    throw thrown
  })
  const { call, input } = await admitTo(route, exchange, { caller, ctx, read })
  try {
    return await route.handle(call, input)
  } catch (thrown) {
    if (!call.isAnswered) giveBack(exchange, call.ctx)
    throw thrown
  }
}

/** Everything that the client chooses, and what can be refused for it alone. */
async function readAll<Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
  exchange: Exchange,
  anonymous: RequestContext,
): Promise<{ readonly ctx: RequestContext; readonly read: Read<Input> }> {
  const idempotencyKey = route.method === 'POST' ? idempotencyKeyOf(exchange.request) : undefined
  const ctx = idempotencyKey === undefined ? anonymous : { ...anonymous, idempotencyKey }
  refuseUnknownQuery(exchange.url, route.reads.accepts.query)
  return { ctx, read: await readInTime(ctx, () => route.reads.read(exchange)) }
}

/** The client and its connection get half of the time; the callee needs the other half. */
async function readInTime<T>({ deadline }: RequestContext, read: () => Promise<T>): Promise<T> {
  try {
    return await within(remainingMs(deadline) / 2, read())
  } catch (thrown) {
    throw thrown instanceof DeadlinePassed ? new BulkheadError('request_timeout', { cause: thrown }) : thrown
  }
}

/** The call of an admitted request, with what was reserved for it, if it costs tokens. */
async function admitTo<Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
  exchange: Exchange,
  asked: { readonly caller: Caller; readonly ctx: RequestContext; readonly read: Read<Input> },
): Promise<{ readonly call: TenantCall; readonly input: Input }> {
  const { caller, read } = asked
  const { input } = read
  const scopes = [...route.scopes, ...(route.moreScopes?.(input) ?? [])]
  const { catalogue } = exchange.access
  const { bound } = route
  if (bound === undefined) {
    const { tenant } = await admit(exchange, asked.ctx, { caller, scopes })
    return { call: { exchange, tenant, ctx: asked.ctx, isAnswered: false }, input }
  }
  const text = route.keepsResults === true ? read.text : undefined
  const reservationId = await reservationIdOf(asked.ctx, exchange.url.pathname, text)
  const ctx = { ...asked.ctx, reservationId }
  let estimatedTokens = 0
  const { tenant, admission } = await admit(exchange, ctx, {
    caller,
    scopes,
    bound: (known) => {
      const most = bound(input, known, catalogue)
      estimatedTokens = most.promptTokens + most.completionTokens
      return most
    },
  })
  const reserved = admission === undefined ? {} : { ...reservedBy(admission), estimatedTokens }
  return { call: { exchange, tenant, ctx: { ...ctx, ...reserved }, isAnswered: false }, input }
}

/** The context of a request that nothing was reserved for yet. Routes whose time depends on the tenant must know it. */
async function contextFor<Path extends string, Input, Body>(
  route: TenantRoute<Path, Input, Body>,
  exchange: Exchange,
  asking: AdmissionAsk,
): Promise<RequestContext> {
  const { timeoutMs } = route
  if (typeof timeoutMs === 'number') return contextOf(exchange, asking.caller, timeoutMs)
  const provisional = contextOf(exchange, asking.caller, READ_TIMEOUT_MS)
  const tenant = knownTenant(asking.caller) ?? (await readTenant(exchange, provisional, asking))
  return contextOf(exchange, asking.caller, timeoutMs(tenant))
}

function contextOf(exchange: Exchange, { tenantId, credentials }: Caller, timeoutMs: number): RequestContext {
  const opensEarly = exchange.request.headers.get('x-bulkhead-early-open') === 'true'
  return {
    requestId: exchange.requestId,
    traceparent: exchange.traceparent,
    tenantId,
    keyId: credentials.keyId,
    route: exchange.route,
    deadline: exchange.startMs + timeoutMs,
    logsForCallee: true,
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
