import type { BudgetEvent } from '@bulkhead/contracts/record/budget-event'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

import { enqueueEvent } from '../desk/enqueue-event.ts'
import type { Tables } from '../desk/tables.ts'

const MICRO = 1_000_000

/** Each event once, however often its home object sends it: kept for whoever looks, sent to whoever listens. */
export function tellThresholds(tables: Tables, events: readonly BudgetEvent[], nowMs: number): void {
  for (const event of events) {
    const { id, tenantId: from, threshold, occurredAt, ...facts } = event
    const tenantId = parseTenantId(from)
    if (tables.tenants.find(tenantId) === undefined || !tables.shortLived.tellOnce(id, nowMs)) continue
    const type = threshold >= 1 ? 'budget.exhausted' : 'budget.threshold'
    const isMoney = facts.budget.startsWith('spend')
    const data = {
      ...facts,
      threshold,
      limit: isMoney ? dollarsOf(facts.limit) : facts.limit,
      used: isMoney ? dollarsOf(facts.used) : facts.used,
      occurredAt,
    }
    tables.shortLived.keepNotice({ id, type, tenantId, ...data }, nowMs)
    enqueueEvent(tables, { type, tenantId, data, nowMs })
  }
}

/** Micro-dollars as a decimal string. */
function dollarsOf(micro: number): string {
  const whole = Math.floor(micro / MICRO)
  return `${whole}.${String(micro - whole * MICRO).padStart(6, '0')}`
}
