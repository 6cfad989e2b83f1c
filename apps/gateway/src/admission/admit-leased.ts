import type { RequestContext } from '@bulkhead/contracts/context'
import type { Bound } from '@bulkhead/contracts/rate-limit'
import type { KeyRecord } from '@bulkhead/contracts/record/tenant-record'
import { proofErrorOf } from '@bulkhead/identity/prove-key'
import { rightsErrorOf } from '@bulkhead/identity/rights'
import type { HeldLease } from '@bulkhead/spending/held-lease'
import type { Scope } from '@bulkhead/tenant-schema/tenant-config'

import type { Caller } from '../identity/caller.ts'
import type { Exchange } from '../request/exchange.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { AnyAdmission } from './home.ts'
import { leases } from './leases.ts'

interface Asked {
  readonly caller: Caller
  readonly scopes: readonly Scope[]
  readonly bound?: (tenant: Tenant) => Bound
}

/**
 * The step of the home object, taken here out of a lease: who calls, whether and how much, by the same rules. Only
 * ever says yes; whatever does not fit, or is under a client's Idempotency-Key, is for the home object to decide.
 */
export function admitLeased(
  exchange: Exchange,
  ctx: RequestContext,
  { caller, scopes, bound }: Asked,
  tenant: Tenant | undefined,
): AnyAdmission | undefined {
  const held = leases.of(caller)
  if (held === undefined || tenant === undefined || ctx.idempotencyKey !== undefined) return undefined
  const nowMs = Date.now()
  if (!held.isUsable(nowMs) || !isAllowed(held, { caller, scopes, tenant }, nowMs)) return undefined
  const { epoch, key } = held.lease
  const given = held.take(bound?.(tenant), nowMs)
  if (held.isLow(nowMs) && leases.mayAsk(caller, nowMs)) exchange.ctx.waitUntil(renew(exchange, ctx, caller))
  if (given === undefined) return undefined
  return {
    reservationId: ctx.reservationId ?? ctx.requestId,
    reservedTokens: given.tokens,
    ...(given.tokens === 0 ? {} : { leased: given.part }),
    limits: held.limits(nowMs),
    epoch,
    key: askingKey(key),
  }
}

/** Whether the caller may do what it asks, by the key as it was when the lease was given. */
function isAllowed(
  { lease: { epoch, key } }: HeldLease,
  { caller, scopes, tenant }: Pick<Asked, 'caller' | 'scopes'> & { readonly tenant: Tenant },
  nowMs: number,
): boolean {
  const { credentials } = caller
  if (epoch !== tenant.epoch || proofErrorOf(key, credentials, nowMs) !== undefined) return false
  return rightsErrorOf(tenant.config, key, { credentials, scopes }) === undefined
}

/** In the background: nobody waits for it, and without another lease the home object decides again. */
async function renew(exchange: Exchange, ctx: RequestContext, caller: Caller): Promise<void> {
  const sentMs = Date.now()
  const demand = leases.of(caller)?.demand(sentMs)
  const { credentials } = caller
  try {
    // Its lease must not be that of the request, which may have asked for one, and may renew twice.
    const id = crypto.randomUUID()
    const outcome =
      demand === undefined ? undefined : await exchange.env.RATE_LIMIT.lease(ctx, { id, credentials, demand })
    leases.answered(exchange, caller, outcome?.ok === true ? outcome.value.lease : undefined, sentMs)
  } catch (thrown) {
    leases.answered(exchange, caller, undefined, sentMs)
    exchange.log.warn('lease not renewed', {}, { thrown })
  }
}

function askingKey({ keyId, scopes, models, limits }: KeyRecord) {
  return {
    keyId,
    scopes,
    ...(models === undefined ? {} : { models }),
    ...(limits === undefined ? {} : { limits }),
  }
}
