import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import type { SearchResult } from '@bulkhead/contracts/http/search'
import type { Source } from '@bulkhead/contracts/http/stream-events'

/** A passage that the model may cite as `[n]`. */
export interface NumberedSource extends Source {
  readonly text: string
}

/** Numbers the best results from 1, as many as fit the budget; the first always does. */
export function numberSources(
  results: readonly SearchResult[],
  budgetTokens: number,
): readonly NumberedSource[] {
  const sources: NumberedSource[] = []
  let tokens = 0
  for (const { documentId, title, chunkId, text, score } of results) {
    tokens += estimateTokens(text)
    if (tokens > budgetTokens && sources.length > 0) break
    sources.push({ n: sources.length + 1, documentId, title, chunkId, score, text })
  }
  return sources
}

/** What a client sees of a source: everything but its text. */
export function publicSource({ n, documentId, title, chunkId, score }: NumberedSource): Source {
  return { n, documentId, title, chunkId, score }
}
