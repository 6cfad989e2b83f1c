import type { RequestLimit } from '@bulkhead/contracts/limits'

import { MIN_SHARD_BURST } from '../limits.ts'
import type { Plan } from '../plan.ts'

/**
 * A hot tenant's request limit over n objects. Each has its own share of rate and burst, and the shares add
 * up to exactly the limit; so over any time t no more than burst + rate × t requests are admitted, however
 * they are spread. A request tries two different shards, picked at random and never by key, since one busy
 * key would then be left with a fraction of the limit. So at least 97 % of the limit is usable (simulated in
 * the test).
 */
export function shardCount({ shards, burst }: Pick<Plan, 'shards' | 'burst'>): number {
  return Math.max(1, Math.min(shards, Math.floor(burst / MIN_SHARD_BURST)))
}

/** The share of shard `index`: whole requests of burst, the first shards taking what does not divide. */
export function shareOf(limit: RequestLimit, index: number, count: number): RequestLimit {
  const extra = index < limit.burst % count ? 1 : 0
  return {
    requestsPerMinute: limit.requestsPerMinute / count,
    burst: Math.floor(limit.burst / count) + extra,
  }
}

/** Two different shards. `random` is in [0, 1). */
export function pickTwo(count: number, random: () => number = Math.random): readonly [number, number] {
  const first = Math.floor(random() * count)
  const second = (first + 1 + Math.floor(random() * (count - 1))) % count
  return [first, second]
}
