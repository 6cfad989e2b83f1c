import { sleep } from '@bulkhead/calls/backoff'
import { call, type Budget } from '@bulkhead/calls/call'
import { isAmbiguous } from '@bulkhead/calls/transient'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { RateLimitService, Settlement } from '@bulkhead/contracts/rate-limit'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** Settlements of one isolate are sent together: one durable write each would cost three quarters of the throughput. */
const COLLECT_MS = 20
/** The callee de-duplicates by reservation id, so even a call that may have run is safe to repeat. */
const SETTLE: Budget = { timeoutMs: 10_000, attempts: 4, backoffMs: 200, retryOn: isAmbiguous }

type WaitUntil = (work: Promise<unknown>) => void

/** Collects settlements for about 20 ms and sends them after the response. One per isolate. */
export class Settlements {
  readonly #pending = new Map<TenantId, Settlement[]>()

  /**
   * Never throws and never delays the response. Should the isolate die first, the reservation expires and counts as spent at
   * its estimate: wrong towards the safe side.
   */
  settle(
    service: RateLimitService,
    tenantId: TenantId,
    settlement: Settlement,
    run: { waitUntil: WaitUntil; log: Log },
  ): void {
    const batch = this.#pending.get(tenantId)
    if (batch !== undefined) {
      batch.push(settlement)
      return
    }
    this.#pending.set(tenantId, [settlement])
    run.waitUntil(this.#sendLater(service, tenantId, run.log))
  }

  async #sendLater(service: RateLimitService, tenantId: TenantId, log: Log): Promise<void> {
    await sleep(COLLECT_MS)
    const batch = this.#pending.get(tenantId) ?? []
    this.#pending.delete(tenantId)
    try {
      unwrap(await call(SETTLE, Number.POSITIVE_INFINITY, () => service.settleMany(tenantId, batch)))
    } catch (thrown) {
      for (const { requestId, reservationId, model } of batch) {
        log.error('settlement lost', { tenantId, requestId, model, reason: reservationId }, { thrown })
      }
    }
  }
}
