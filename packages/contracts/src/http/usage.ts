import * as z from 'zod/mini'

const TokenLimit = z.object({
  limit: z.int(),
  used: z.int(),
  reserved: z.int(),
  remaining: z.int(),
  resetsAt: z.iso.datetime(),
})
export type TokenLimit = z.infer<typeof TokenLimit>

/** Money, in US dollars as decimal strings. */
const SpendLimit = z.object({
  limit: z.string(),
  used: z.string(),
  reserved: z.string(),
  remaining: z.string(),
  resetsAt: z.iso.datetime(),
})
export type SpendLimit = z.infer<typeof SpendLimit>

const budgets = {
  tokensPerDay: z.exactOptional(TokenLimit),
  tokensPerMonth: z.exactOptional(TokenLimit),
  spendPerDay: z.exactOptional(SpendLimit),
  spendPerMonth: z.exactOptional(SpendLimit),
}
const BudgetLimits = z.object(budgets)
export type BudgetLimits = z.infer<typeof BudgetLimits>

const RequestsLimit = z.object({
  /** A minute. */
  limit: z.int(),
  /** How many may come at once. */
  burst: z.int(),
  /** What would be admitted at once now. */
  remaining: z.int(),
  /** When the whole burst is there again. */
  resetsAt: z.iso.datetime(),
})

const StorageLimit = z.object({ limit: z.int(), used: z.int(), remaining: z.int() })

const counts = {
  requests: z.int(),
  promptTokens: z.int(),
  completionTokens: z.int(),
  totalTokens: z.int(),
  /** Of the prompt's, read from the provider's cache and written to it; of the answer's, spent on reasoning. */
  cachedPromptTokens: z.int(),
  cacheWriteTokens: z.int(),
  reasoningTokens: z.int(),
  /** Of the total, those that no provider has reported: our own counts. */
  estimatedTokens: z.int(),
  /** In US dollars, as a decimal string; null as soon as the price of a part of it is unknown. */
  cost: z.nullable(z.string()),
}
const TokenCounts = z.object(counts)
export type TokenCounts = z.infer<typeof TokenCounts>

/** `GET /v1/usage`: what is left of each limit, and what was used, newest day first. */
export const Usage = z.object({
  limits: z.object({
    requests: RequestsLimit,
    ...budgets,
    /** Left out while the documents cannot be asked. */
    documents: z.exactOptional(StorageLimit),
    documentBytes: z.exactOptional(StorageLimit),
    /** Left out while the sessions cannot be asked. */
    sessionBytes: z.exactOptional(StorageLimit),
  }),
  /** What the asking key alone may use, if it has limits of its own. */
  key: z.exactOptional(z.object({ id: z.string(), limits: BudgetLimits })),
  days: z.readonly(
    z.array(
      z.object({
        /** UTC, `YYYY-MM-DD`. */
        date: z.string(),
        ...counts,
        models: z.readonly(z.array(z.object({ model: z.string(), ...counts }))),
        /** By the key that asked. */
        keys: z.readonly(z.array(z.object({ keyId: z.string(), ...counts }))),
      }),
    ),
  ),
})
export type Usage = z.infer<typeof Usage>
