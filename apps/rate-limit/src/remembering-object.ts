import type { Settler, RequestContext } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import type { Guarded } from '@bulkhead/worker/guarded'
import { TenantObject } from '@bulkhead/worker/tenant-object'

import type { RateLimitEnv } from './env.ts'
import { remember, type Memory } from './memory.ts'
import { MIGRATIONS } from './migrations.ts'
import { pull } from './record/pull.ts'

/**
 * An object that decides from memory. What one step changes is written together. After a step that throws,
 * memory starts over from what is stored, as after a crash.
 */
export abstract class RememberingObject extends TenantObject<RateLimitEnv> {
  #memory: Memory

  constructor(ctx: DurableObjectState, env: RateLimitEnv) {
    super(ctx, env, {
      className: 'RateLimiter',
      source: 'rate-limit/rate-limiter',
      migrations: MIGRATIONS,
    })
    this.#memory = remember(ctx.storage)
  }

  protected get memory(): Memory {
    return this.#memory
  }

  protected decide<T>(method: string, caller: Settler, decide: () => Outcome<T>): Guarded<T> {
    return this.decided(method, caller, () => this.step(decide))
  }

  /** Decides once there is a copy of the record: without one the Registry is asked, once. */
  protected decideKnowing<T>(method: string, caller: RequestContext, decide: () => Outcome<T>): Guarded<T> {
    if (this.#memory.copy.isKnown) return this.decide(method, caller, decide)
    return this.decided(method, caller, async () => {
      const record = await pull(this.env.CONTROL, parseTenantId(caller.tenantId))
      return this.step(() => {
        if (record !== undefined) this.#memory.copy.takeRecord(record)
        return decide()
      })
    })
  }

  /** What a step has changed is written at its end. After one that throws, memory may be ahead of storage, and must not stay so. */
  protected step<T>(step: () => T): T {
    try {
      const result = step()
      this.#memory.accounts.save()
      return result
    } catch (thrown) {
      this.#startOver()
      throw thrown
    }
  }

  /** A step that writes to tables itself: all of it or nothing. */
  protected wholeStep<T>(step: () => T): T {
    return this.step(() =>
      this.ctx.storage.transactionSync(() => {
        const result = step()
        this.#memory.accounts.save()
        return result
      }),
    )
  }

  #startOver(): void {
    try {
      this.#memory = remember(this.ctx.storage)
    } catch {
      this.ctx.abort('storage cannot be read')
    }
  }
}
