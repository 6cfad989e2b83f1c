import { inputTokens } from '@bulkhead/ai/estimate-tokens'
import type { EmbeddingInput } from '@bulkhead/contracts/http/embeddings'

import { EMBED_CALL_TEXTS, EMBED_CALL_TOKENS } from '../limits.ts'

/**
 * The texts, in order, in as few calls as the provider's limits allow; a text that is too long alone is a
 * call of its own.
 */
export function batchesOf<T extends EmbeddingInput>(texts: readonly T[]): T[][] {
  const batches: T[][] = []
  let left = { texts: 0, tokens: 0 }
  for (const text of texts) {
    const tokens = inputTokens(text)
    if (left.texts < 1 || left.tokens < tokens) {
      batches.push([])
      left = { texts: EMBED_CALL_TEXTS, tokens: EMBED_CALL_TOKENS }
    }
    batches.at(-1)?.push(text)
    left = { texts: left.texts - 1, tokens: left.tokens - tokens }
  }
  return batches
}
