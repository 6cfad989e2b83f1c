import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { OWN_KEY_CHANGES, OWN_KEY_CHANGES_MS } from '../limits.ts'

/**
 * How many changes of its own keys each tenant has made in this minute. All tenants share the Registry, and what
 * is audited stays: one of them alone must not fill it. Forgotten with the object, which then starts anew.
 */
export class OwnKeyChanges {
  #counts = new Map<TenantId, number>()
  #endMs = 0

  /** @throws BulkheadError `rate_limited` */
  add(tenantId: TenantId, nowMs: number): void {
    if (nowMs >= this.#endMs) {
      this.#counts = new Map()
      this.#endMs = nowMs + OWN_KEY_CHANGES_MS
    }
    const count = (this.#counts.get(tenantId) ?? 0) + 1
    if (count > OWN_KEY_CHANGES) {
      throw new BulkheadError('rate_limited', {
        message: `A tenant may change its own keys ${OWN_KEY_CHANGES} times a minute. Wait a little, then send it again.`,
        retryAfterMs: this.#endMs - nowMs,
      })
    }
    this.#counts.set(tenantId, count)
  }
}
