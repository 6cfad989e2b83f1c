import type { RequestContext } from '../context.ts'

/** What was settled on one day, with one model, by one key. */
export interface UsageRow {
  /** UTC, `YYYY-MM-DD`. */
  readonly date: string
  readonly model: string
  /** Empty where nobody said whose request it was. */
  readonly keyId: string
  readonly requests: number
  /** All of the prompt, cached or not. */
  readonly promptTokens: number
  readonly cachedPromptTokens: number
  readonly cacheWriteTokens: number
  /** All of the answer, reasoning too. */
  readonly completionTokens: number
  readonly reasoningTokens: number
  /** Of all of them, those that no provider has reported: our own counts. Left out by older versions. */
  readonly estimatedTokens?: number
  /** In nano-dollars; null as soon as the price of a part of it is unknown. */
  readonly nanoDollars: number | null
}

export interface UsageRowsAsk {
  /** UTC days, both included. */
  readonly from: string
  readonly to: string
  readonly cursor?: string
}

export interface UsageRowsPage {
  readonly rows: readonly UsageRow[]
  readonly nextCursor: string | null
}

/** One tenant's part of an export over many. */
export interface TenantUsageAsk {
  readonly ctx: RequestContext
  readonly ask: UsageRowsAsk
}
