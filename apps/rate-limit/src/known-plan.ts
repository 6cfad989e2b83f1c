import type { Plan } from '@bulkhead/contracts/rate-limit'

const PLAN = 'plan'

/** The tenant's plan as the gateway last sent it, stored for work that has no gateway in front. */
export class KnownPlan {
  readonly #kv: SyncKvStorage
  #plan: Plan | undefined

  constructor(kv: SyncKvStorage) {
    this.#kv = kv
    this.#plan = kv.get<Plan>(PLAN)
  }

  get known(): Plan | undefined {
    return this.#plan
  }

  isKnown(plan: Plan): boolean {
    return this.#plan !== undefined && isSame(plan, this.#plan)
  }

  learn(plan: Plan): void {
    this.#kv.put(PLAN, plan)
    this.#plan = plan
  }

  /** Whether there was one. */
  forget(): boolean {
    this.#plan = undefined
    return this.#kv.delete(PLAN)
  }
}

function isSame(a: Plan, b: Plan): boolean {
  return (
    a.requestsPerMinute === b.requestsPerMinute &&
    a.burst === b.burst &&
    a.shards === b.shards &&
    a.tokensPerDay === b.tokensPerDay &&
    a.tokensPerMonth === b.tokensPerMonth &&
    a.perKey?.requestsPerMinute === b.perKey?.requestsPerMinute &&
    a.perKey?.burst === b.perKey?.burst
  )
}
