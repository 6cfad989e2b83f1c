import * as z from 'zod/mini'

const TokenLimit = z.object({
  limit: z.int(),
  used: z.int(),
  reserved: z.int(),
  remaining: z.int(),
  resetsAt: z.iso.datetime(),
})
export type TokenLimit = z.infer<typeof TokenLimit>

const StorageLimit = z.object({ limit: z.int(), used: z.int(), remaining: z.int() })

const counts = {
  requests: z.int(),
  promptTokens: z.int(),
  completionTokens: z.int(),
  totalTokens: z.int(),
}
const TokenCounts = z.object(counts)
export type TokenCounts = z.infer<typeof TokenCounts>

/** `GET /v1/usage`: what is left of each limit, and what was used, newest day first. */
export const Usage = z.object({
  limits: z.object({
    requests: z.object({ limit: z.int(), remaining: z.int(), resetsAt: z.iso.datetime() }),
    tokensPerDay: TokenLimit,
    tokensPerMonth: z.exactOptional(TokenLimit),
    /** Left out while the documents cannot be asked. */
    documents: z.exactOptional(StorageLimit),
    documentBytes: z.exactOptional(StorageLimit),
    /** Left out while the sessions cannot be asked. */
    sessionBytes: z.exactOptional(StorageLimit),
  }),
  days: z.readonly(
    z.array(
      z.object({
        /** UTC, `YYYY-MM-DD`. */
        date: z.string(),
        ...counts,
        models: z.readonly(z.array(z.object({ model: z.string(), ...counts }))),
      }),
    ),
  ),
})
export type Usage = z.infer<typeof Usage>
