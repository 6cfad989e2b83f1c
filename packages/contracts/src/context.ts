import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** What was given out of a lease to one request. */
export interface LeasePart {
  readonly lease: string
  /** Counts the requests that the lease served. */
  readonly part: number
  readonly nanoDollars?: number
}

/** The first argument of every call between Workers: who asks, under which request, until when. */
export interface RequestContext {
  readonly requestId: string
  /** W3C trace context of the caller's span. */
  readonly traceparent: string
  readonly tenantId: TenantId
  /** The public id of the API key. */
  readonly keyId: string
  /** The route's template, never a raw path. */
  readonly route: string
  /** Epoch ms. Whoever waits, waits no longer than what is left. */
  readonly deadline: number
  /** The client's Idempotency-Key, if it sent one. */
  readonly idempotencyKey?: string
  /** The tokens reserved for this request; whoever uses them settles them. */
  readonly reservationId?: string
  /** How many tokens `reservationId` holds: none when a repeat under an Idempotency-Key found it settled. */
  readonly reservedTokens?: number
  /** They are part of a lease; whoever settles says so. */
  readonly leased?: LeasePart
  /** A budget is near its end: what was used must be known this soon. */
  readonly settleWithinMs?: number
  /**
   * The gateway's upper bound of what the request may cost; what a further attempt under the same key
   * reserves anew.
   */
  readonly estimatedTokens?: number
  /** The caller logs what went well, which is handed to it with the answer. */
  readonly logsForCallee?: boolean
  /** The client wants a stream opened at once, before the first token. */
  readonly opensEarly?: boolean
}

/**
 * What an object asks of its callers: for whom they call, and what to log it under. Work of a queue or an
 * alarm has no trace.
 */
export type Caller = Pick<RequestContext, 'tenantId' | 'requestId'> &
  Partial<Pick<RequestContext, 'traceparent'>>

/** Whose use is settled: a request's, or that of a lease, which belongs to none. */
export type Settler = Pick<Caller, 'tenantId'> &
  Partial<Omit<Caller, 'tenantId'>> & { readonly leaseId?: string }

/**
 * The callee's first step: brands do not exist at run time, so the tenant is parsed again. Fails closed by
 * throwing.
 */
export function parseContext(ctx: RequestContext): RequestContext {
  parseTenantId(ctx.tenantId)
  return ctx
}

/** The trace id inside a `traceparent`, as logged. */
export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35)
}

/** The fields of a context that every log line carries. */
export function logFieldsOf(ctx: RequestContext) {
  return {
    tenantId: ctx.tenantId,
    requestId: ctx.requestId,
    traceId: traceIdOf(ctx.traceparent),
    route: ctx.route,
  }
}
