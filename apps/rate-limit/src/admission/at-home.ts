import type { RequestLimit } from '@bulkhead/contracts/limits'

import { keyLimitOf, type Requester } from '../plan.ts'
import { shardCount } from '../requests/shards.ts'

/** A request limit that is spread over objects besides the home. */
export interface Spread extends RequestLimit {
  readonly shards: number
  /** The key has a limit of its own, which the home has decided. */
  readonly hasKeyLimit: boolean
}

/** An answer of the home object, and whether the shards must be asked too. */
export interface AtHome<T> {
  readonly answer: T
  readonly spread?: Spread
}

export function atHome<T>(answer: T, who: Requester | undefined): AtHome<T> {
  if (who === undefined || shardCount(who.plan) === 1) return { answer }
  const { plan, key } = who
  const { requestsPerMinute, burst, shards } = plan
  const spread = { requestsPerMinute, burst, shards, hasKeyLimit: keyLimitOf(plan, key) !== undefined }
  return { answer, spread }
}
