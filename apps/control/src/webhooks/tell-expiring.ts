import { enqueueEvent } from '../desk/enqueue-event.ts'
import type { Tables } from '../desk/tables.ts'
import { EXPIRIES_PER_ALARM, EXPIRY_NOTICE_MS } from '../limits.ts'

/** `key.expiring`, once for each key that ends within a week. */
export function tellExpiring(tables: Tables, nowMs: number): void {
  for (const { id, tenantId, expiresMs = nowMs } of tables.keys.expiring(
    nowMs + EXPIRY_NOTICE_MS,
    EXPIRIES_PER_ALARM,
  )) {
    tables.keys.markExpiryTold(id)
    if (expiresMs <= nowMs) continue
    const data = { keyId: id, expiresAt: new Date(expiresMs).toISOString() }
    enqueueEvent(tables, { type: 'key.expiring', tenantId, data, nowMs })
  }
}
