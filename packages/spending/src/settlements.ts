import { sleep } from '@bulkhead/calls/backoff'
import { call } from '@bulkhead/calls/call'
import type { LeaseReturn } from '@bulkhead/contracts/admission/lease'
import type { RequestContext } from '@bulkhead/contracts/context'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { RateLimitService, Settlement } from '@bulkhead/contracts/rate-limit'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { BatchNames } from './batch-names.ts'
import { COLLECT_MS, MAX_BATCH, ORPHANED_AFTER_MS, PATIENCE } from './limits.ts'

type Service = Pick<RateLimitService, 'settleMany'>

/** What a batch is made of. */
interface Entry {
  readonly settlement?: Settlement
  readonly returned?: LeaseReturn
}

/** The request or object that settles. */
interface SettlingRun {
  readonly waitUntil: (work: Promise<unknown>) => void
  readonly log: Log
  readonly ctx?: Pick<RequestContext, 'settleWithinMs'>
}

/** Plain data, since requests share it: nothing that belongs to one request may be waited for by another. */
interface Batch {
  readonly entries: Entry[]
  readonly dueMs: number
  /** Another request sends what is in it. */
  isTakenOver: boolean
}

/**
 * Collects settlements for a moment and sends them after the response. One per isolate, shared by all its
 * requests.
 */
export class Settlements {
  readonly #names = new BatchNames()
  readonly #collecting = new Map<TenantId, Batch>()

  /**
   * Never throws and never delays the response. The first request of a batch sends it; one that is in more of a
   * hurry, or finds that the sender was ended, takes it over. Should the isolate die first, the reservation
   * expires and counts as spent at its estimate: wrong towards the safe side.
   */
  settle(service: Service, tenantId: TenantId, settlement: Settlement, run: SettlingRun): void {
    this.#add(service, tenantId, { settlement }, run)
  }

  /** As {@link Settlements.settle}: gives back what is left of a lease. */
  giveBack(service: Service, tenantId: TenantId, returned: LeaseReturn, run: SettlingRun): void {
    this.#add(service, tenantId, { returned }, run)
  }

  /** Gives back leases at once. Never throws: what does not arrive stays held until it expires. */
  giveBackNow(
    service: Service,
    tenantId: TenantId,
    returned: readonly LeaseReturn[],
    log: Log,
  ): Promise<void> {
    const entries = returned.map((each) => ({ returned: each }))
    return this.#send(service, tenantId, entries, log)
  }

  #add(service: Service, tenantId: TenantId, entry: Entry, run: SettlingRun): void {
    const nowMs = Date.now()
    const withinMs = run.ctx?.settleWithinMs ?? COLLECT_MS
    const current = this.#open(tenantId, nowMs)
    if (current !== undefined && current.dueMs <= nowMs + withinMs && !isOrphaned(current, nowMs)) {
      current.entries.push(entry)
      return
    }
    if (current !== undefined) current.isTakenOver = true
    const entries = [...(current?.entries ?? []), entry]
    const batch: Batch = { entries, dueMs: nowMs + withinMs, isTakenOver: false }
    this.#collecting.set(tenantId, batch)
    run.waitUntil(this.#sendLater(service, tenantId, { batch, withinMs, log: run.log }))
  }

  /** The batch that more may be added to; one that is full is left to its sender, unless that was ended. */
  #open(tenantId: TenantId, nowMs: number): Batch | undefined {
    const current = this.#collecting.get(tenantId)
    if (current === undefined) return undefined
    return current.entries.length < MAX_BATCH || isOrphaned(current, nowMs) ? current : undefined
  }

  async #sendLater(
    service: Service,
    tenantId: TenantId,
    { batch, withinMs, log }: { readonly batch: Batch; readonly withinMs: number; readonly log: Log },
  ): Promise<void> {
    await sleep(withinMs)
    if (batch.isTakenOver) return
    if (this.#collecting.get(tenantId) === batch) this.#collecting.delete(tenantId)
    await this.#send(service, tenantId, batch.entries, log)
  }

  async #send(service: Service, tenantId: TenantId, entries: readonly Entry[], log: Log): Promise<void> {
    const settlements = entries.flatMap(({ settlement }) => settlement ?? [])
    const returned = entries.flatMap((entry) => entry.returned ?? [])
    const name = this.#names.next(tenantId)
    try {
      await call(PATIENCE.settle, Number.POSITIVE_INFINITY, async () =>
        unwrap(await service.settleMany(tenantId, settlements, name, returned)),
      )
    } catch (thrown) {
      for (const settlement of settlements) logLost(log, tenantId, settlement, thrown)
      for (const { lease, tokens } of returned) {
        log.error('lease not returned', { tenantId, leaseId: lease, tokens }, { thrown })
      }
    }
  }
}

function isOrphaned({ dueMs }: Batch, nowMs: number): boolean {
  return nowMs - dueMs > ORPHANED_AFTER_MS
}

function logLost(log: Log, tenantId: TenantId, settlement: Settlement, thrown: unknown): void {
  const { requestId, reservationId, model, promptTokens, completionTokens, embedded } = settlement
  const tokens = promptTokens + completionTokens + (embedded?.tokens ?? 0)
  log.error('settlement lost', { tenantId, requestId, reservationId, model, tokens }, { thrown })
}
