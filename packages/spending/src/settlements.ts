import { sleep } from '@bulkhead/calls/backoff'
import { call, type Patience } from '@bulkhead/calls/call'
import { isAmbiguous } from '@bulkhead/calls/transient'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { RateLimitService, Settlement } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** Settlements of one isolate are sent together: one durable write each would cost three quarters of the throughput. */
const COLLECT_MS = 20
/** One batch is one transaction of the callee, which nothing else of the tenant can run beside. */
const MAX_BATCH = 200
/** A batch not sent by then has lost its sender: the request or object that was to send it was ended by the runtime. */
const ORPHANED_AFTER_MS = 1_000

/** The callee de-duplicates by reservation id, so even a call that may have run is safe to repeat. */
const SETTLE: Patience = { timeoutMs: 10_000, attempts: 3, backoffMs: 200, retryOn: isWorthRepeating }

type WaitUntil = (work: Promise<unknown>) => void

/** Plain data, since requests share it: nothing that belongs to one request may be waited for by another. */
interface Batch {
  readonly settlements: Settlement[]
  readonly startedMs: number
}

/** Collects settlements for about 20 ms and sends them after the response. One per isolate, shared by all its requests. */
export class Settlements {
  readonly #collecting = new Map<TenantId, Batch>()

  /**
   * Never throws and never delays the response. The first request of a batch sends it; whoever finds that its sender was ended takes it over. Should
   * the isolate die first, the reservation expires and counts as spent at its estimate: wrong towards the safe side.
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
      await call(SETTLE, Number.POSITIVE_INFINITY, async () =>
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

/** Admission answers `admission_unavailable` when its object could not be asked or did not say whether it wrote. */
function isWorthRepeating(thrown: unknown): boolean {
  return isAmbiguous(thrown) || BulkheadError.from(thrown).code === 'admission_unavailable'
}
