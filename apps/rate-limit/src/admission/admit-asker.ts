import type { RequestContext } from '@bulkhead/contracts/context'
import { accept, type Outcome } from '@bulkhead/contracts/outcome'
import type { Admission, Ask, Unread } from '@bulkhead/contracts/rate-limit'
import type { KeyRecord } from '@bulkhead/contracts/record/tenant-record'

import type { Leasing } from '../leases/leasing.ts'
import { lesseeOf } from '../leases/lessee-of.ts'
import type { Pace } from '../leases/pace.ts'
import { askingKey } from '../record/asking-key.ts'
import { identify } from '../record/identify.ts'
import type { TenantCopy } from '../record/tenant-copy.ts'
import type { Admissions } from './admissions.ts'
import { atHome, type AtHome } from './at-home.ts'
import { mostOfAsk } from './most.ts'

/** What of an object's memory decides. */
export interface Deciding {
  readonly copy: TenantCopy
  readonly admissions: Admissions
  readonly leasing: Leasing
  readonly pace: Pace
}

interface Decided {
  readonly outcome: Outcome<AtHome<Admission | Unread>>
  /** Left out when limits and budgets were not looked at. */
  readonly key?: KeyRecord
}

/** Who asks, and whether the request fits into limits and budgets: one step, without an await. */
export function admitAsker(
  { copy, admissions, leasing, pace }: Deciding,
  ctx: RequestContext,
  ask: Ask,
  nowMs: number,
): Decided {
  leasing.tick(nowMs)
  const known = identify(copy, ask, nowMs)
  if ('ok' in known) return { outcome: known }
  const { tenant, key } = known
  const { epoch, config } = tenant
  const isRead = ask.knownEpoch === epoch
  if (!isRead && ask.bound !== undefined) {
    return { outcome: accept({ answer: { stale: true, epoch, config } }) }
  }
  const who = { plan: tenant.plan, key }
  const most = mostOfAsk(ask, tenant, nowMs)
  const outcome = admissions.admit(ctx, most, who, nowMs)
  if (!outcome.ok) return { outcome: { ...outcome, origins: config.cors.origins }, key }
  const { tokens, nanoDollars = 0 } = most
  pace.note(key.keyId, { requests: 1, tokens, nanoDollars }, nowMs)
  const offer =
    ask.wantsLease === true
      ? leasing.offer(lesseeOf(ctx.requestId, known, ask.credentials), pace.demand(key.keyId, nowMs), nowMs)
      : undefined
  const lease = offer === undefined ? {} : { lease: { ...offer, limits: admissions.limits(ctx, who, nowMs) } }
  const newConfig = isRead ? {} : { config }
  const admission = { ...outcome.value, epoch, key: askingKey(key), ...newConfig, ...lease }
  return { outcome: accept(atHome(admission, who)), key }
}
