import type { UsageGroup, UsageLine } from '@bulkhead/contracts/http/admin/usage'

import { dollarsOfNano } from '../money/dollars.ts'
import type { TenantUsageRow } from './usage-rows-of.ts'

interface Sum {
  readonly first: TenantUsageRow
  requests: number
  promptTokens: number
  cachedPromptTokens: number
  cacheWriteTokens: number
  completionTokens: number
  reasoningTokens: number
  estimatedTokens: number
  nanoDollars: bigint | null
}

const FIELD_OF = { day: 'date', tenant: 'tenantId', model: 'model', key: 'keyId' } as const

/** Adds up rows by what they are grouped by. Money is added as whole numbers, so no cent is lost. */
export class UsageSums {
  readonly #groups: readonly UsageGroup[]
  readonly #sums = new Map<string, Sum>()

  constructor(groups: readonly UsageGroup[]) {
    this.#groups = groups
  }

  add(row: TenantUsageRow): void {
    const key = JSON.stringify(this.#groups.map((group) => row[FIELD_OF[group]]))
    const sum = this.#sums.get(key) ?? emptySum(row)
    sum.requests += row.requests
    sum.promptTokens += row.promptTokens
    sum.cachedPromptTokens += row.cachedPromptTokens
    sum.cacheWriteTokens += row.cacheWriteTokens
    sum.completionTokens += row.completionTokens
    sum.reasoningTokens += row.reasoningTokens
    sum.estimatedTokens += row.estimatedTokens ?? 0
    // One unknown price makes the whole sum unknown: never 0.
    sum.nanoDollars =
      sum.nanoDollars === null || row.nanoDollars === null ? null : sum.nanoDollars + BigInt(row.nanoDollars)
    this.#sums.set(key, sum)
  }

  /** The lines so far, which are forgotten. */
  take(): UsageLine[] {
    const lines = [...this.#sums.values()].map((sum) => this.#lineOf(sum))
    this.#sums.clear()
    return lines
  }

  #lineOf({ first, nanoDollars, ...counts }: Sum): UsageLine {
    const named = this.#groups.map((group) => [FIELD_OF[group], first[FIELD_OF[group]]])
    return {
      ...Object.fromEntries(named),
      ...counts,
      totalTokens: counts.promptTokens + counts.completionTokens,
      cost: nanoDollars === null ? null : dollarsOfNano(nanoDollars),
    }
  }
}

function emptySum(first: TenantUsageRow): Sum {
  return {
    first,
    requests: 0,
    promptTokens: 0,
    cachedPromptTokens: 0,
    cacheWriteTokens: 0,
    completionTokens: 0,
    reasoningTokens: 0,
    estimatedTokens: 0,
    nanoDollars: 0n,
  }
}
