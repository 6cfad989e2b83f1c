import { fullJitterMs } from '@bulkhead/calls/backoff'
import { within } from '@bulkhead/calls/deadline'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { RateLimitService } from '@bulkhead/contracts/rate-limit'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import { PUSH_RETRY_MAX_MS, PUSH_TIMEOUT_MS, PUSHES_AT_ONCE } from '../limits.ts'
import { changeFor } from './record-of.ts'

interface Setup {
  readonly tables: Tables
  readonly world: World
  readonly rateLimit: Pick<RateLimitService, 'put'>
  /** Erases what an erased tenant has left elsewhere; safe to repeat. */
  readonly eraseData: (tenantId: TenantId) => Promise<void>
  readonly log: Log
}

const FIRST_RETRY_MS = 250

/** Brings changes to the home objects that enforce them; what is not acknowledged stays in the outbox. */
export class Pusher {
  readonly #setup: Setup
  /** One push of a tenant at a time, so that epochs arrive in order. */
  readonly #running = new Map<TenantId, Promise<unknown>>()

  constructor(setup: Setup) {
    this.#setup = setup
  }

  /** Since when each is enforced; of those that could not be reached, nothing. */
  async pushAll(tenantIds: readonly TenantId[]): Promise<Map<TenantId, string>> {
    const waiting = [...tenantIds]
    const enforced = new Map<TenantId, string>()
    const takeTurns = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const at = await this.push(id)
        if (at !== undefined) enforced.set(id, at)
      }
    }
    await Promise.all(Array.from({ length: Math.min(PUSHES_AT_ONCE, waiting.length) }, takeTurns))
    return enforced
  }

  /** Since when the tenant's newest epoch is enforced; undefined when its home object could not be reached. */
  async push(tenantId: TenantId): Promise<string | undefined> {
    const before = this.#running.get(tenantId)
    const mine = (before ?? Promise.resolve()).then(() => this.#pushOnce(tenantId))
    this.#running.set(tenantId, mine)
    try {
      return await mine
    } finally {
      if (this.#running.get(tenantId) === mine) this.#running.delete(tenantId)
    }
  }

  async #pushOnce(tenantId: TenantId): Promise<string | undefined> {
    const { tables, log } = this.#setup
    try {
      const enforced = (await this.#send(tenantId, false)) ?? (await this.#send(tenantId, true))
      if (enforced === undefined) throw new Error('the home object took no full record')
      if (tables.tombstones.isPending(tenantId)) {
        await this.#setup.eraseData(tenantId)
        tables.tombstones.markErased(tenantId)
      }
      this.#acknowledge(tenantId, enforced.epoch)
      return enforced.enforcedAt
    } catch (thrown) {
      tables.outbox.fail(tenantId, (attempts) =>
        Math.round(Date.now() + FIRST_RETRY_MS + fullJitterMs(attempts, FIRST_RETRY_MS, PUSH_RETRY_MAX_MS)),
      )
      log.warn('change not enforced yet', { tenantId }, { thrown })
      return undefined
    }
  }

  /** Undefined when the home object has another copy than a part would fit on. */
  async #send(tenantId: TenantId, isFull: boolean) {
    const { tables, world, rateLimit } = this.#setup
    const change = changeFor(tables, world, { tenantId, isFull })
    if (change === undefined) throw new Error('there is nothing to push')
    const answer = unwrap(await within(PUSH_TIMEOUT_MS, rateLimit.put(tenantId, change)))
    return answer.stale === true ? undefined : answer
  }

  /** What changed while it was on its way stays due. */
  #acknowledge(tenantId: TenantId, epoch: number): void {
    const { tables } = this.#setup
    tables.tenants.markEnforced(tenantId, epoch)
    const newest = tables.tenants.find(tenantId)?.epoch ?? tables.tombstones.find(tenantId)?.epoch ?? 0
    if (epoch >= newest) tables.outbox.remove(tenantId)
  }
}
