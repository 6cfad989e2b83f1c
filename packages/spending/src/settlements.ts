import { sleep } from '@bulkhead/calls/backoff'
import { call } from '@bulkhead/calls/call'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { RateLimitService, Settlement } from '@bulkhead/contracts/rate-limit'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { COLLECT_MS, MAX_BATCH, ORPHANED_AFTER_MS, PATIENCE } from './limits.ts'

type WaitUntil = (work: Promise<unknown>) => void

/** Plain data, since requests share it: nothing that belongs to one request may be waited for by another. */
interface Batch {
  readonly settlements: Settlement[]
  readonly startedMs: number
}

/**
 * Collects settlements for about 20 ms and sends them after the response. One per isolate, shared by all its
 * requests.
 */
export class Settlements {
  readonly #collecting = new Map<TenantId, Batch>()

  /**
   * Never throws and never delays the response. The first request of a batch sends it; whoever finds that its
   * sender was ended takes it over. Should the isolate die first, the reservation expires and counts as spent
   * at its estimate: wrong towards the safe side.
   */
  settle(
    service: RateLimitService,
    tenantId: TenantId,
    settlement: Settlement,
    run: { waitUntil: WaitUntil; log: Log },
  ): void {
    const nowMs = Date.now()
    const current = this.#collecting.get(tenantId)
    const isOrphaned = current !== undefined && nowMs - current.startedMs > ORPHANED_AFTER_MS
    if (current !== undefined && !isOrphaned && current.settlements.length < MAX_BATCH) {
      current.settlements.push(settlement)
      return
    }
    const inherited = isOrphaned ? current.settlements : []
    const batch: Batch = { settlements: [...inherited, settlement], startedMs: nowMs }
    this.#collecting.set(tenantId, batch)
    run.waitUntil(this.#sendLater(service, tenantId, batch, run.log))
  }

  async #sendLater(service: RateLimitService, tenantId: TenantId, batch: Batch, log: Log): Promise<void> {
    await sleep(COLLECT_MS)
    this.#collecting.delete(tenantId)
    const { settlements } = batch
    try {
      await call(PATIENCE.settle, Number.POSITIVE_INFINITY, async () =>
        unwrap(await service.settleMany(tenantId, settlements)),
      )
    } catch (thrown) {
      for (const {
        requestId,
        reservationId,
        model,
        promptTokens,
        completionTokens,
        embedded,
      } of settlements) {
        const tokens = promptTokens + completionTokens + (embedded?.tokens ?? 0)
        log.error('settlement lost', { tenantId, requestId, reservationId, model, tokens }, { thrown })
      }
    }
  }
}
