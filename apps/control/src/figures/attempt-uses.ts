import * as z from 'zod/mini'

import type { AttemptUse } from '../registry-protocol.ts'

const count = z.optional(z.int().check(z.gte(0)))

/** As observe keeps the line of an attempt at a model. */
const AttemptLine = z.object({
  message: z.enum(['ai attempt', 'embedding attempt']),
  timestamp: z.iso.datetime(),
  model: z.string(),
  outcome: z.optional(z.string()),
  promptTokens: count,
  completionTokens: count,
  cachedPromptTokens: count,
  cacheWriteTokens: count,
  reasoningTokens: count,
  isEstimated: z.optional(z.boolean()),
})

export interface AttemptUses {
  readonly uses: readonly AttemptUse[]
  /** Tokens of one were counted here, not by the provider. */
  readonly isEstimated: boolean
  /** One was answered, and nobody counted its tokens. */
  readonly isUncounted: boolean
}

/** What a request's attempts at models have taken, from its lines; undefined where it asked none. */
export function attemptUsesOf(lines: readonly unknown[]): AttemptUses | undefined {
  const attempts = lines.flatMap((line) => {
    const read = z.safeParse(AttemptLine, line)
    return read.success ? [read.data] : []
  })
  if (attempts.length === 0) return undefined
  return {
    uses: attempts.flatMap(useOf),
    isEstimated: attempts.some(({ isEstimated }) => isEstimated === true),
    isUncounted: attempts.some((one) => one.outcome === 'ok' && one.promptTokens === undefined),
  }
}

function useOf(line: z.infer<typeof AttemptLine>): AttemptUse[] {
  const { model, timestamp, promptTokens, completionTokens = 0 } = line
  const { cachedPromptTokens = 0, cacheWriteTokens = 0, reasoningTokens = 0 } = line
  if (promptTokens === undefined) return []
  const parts = { cachedPromptTokens, cacheWriteTokens, reasoningTokens }
  return [{ model, atMs: Date.parse(timestamp), tokens: { promptTokens, completionTokens, ...parts } }]
}
