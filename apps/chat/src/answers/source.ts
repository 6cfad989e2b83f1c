import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import type { Source } from '@bulkhead/contracts/http/stream-events'
import type { FoundPassage, PageStart } from '@bulkhead/contracts/rag'

/** A passage that the model may cite as `[n]`. */
export interface NumberedSource extends Source {
  readonly text: string
  /** Where in `text` each page begins, if it stands on several. */
  readonly pages?: readonly PageStart[]
}

/** Numbers the best results from 1, as many as fit the budget; the first always does. */
export function numberSources(
  results: readonly FoundPassage[],
  budgetTokens: number,
): readonly NumberedSource[] {
  const sources: NumberedSource[] = []
  let tokens = 0
  for (const result of results) {
    tokens += estimateTokens(`${result.title}\n${result.heading ?? ''}\n${result.text}`)
    if (tokens > budgetTokens && sources.length > 0) break
    sources.push(numbered(sources.length + 1, result))
  }
  return sources
}

function numbered(n: number, { text, pages, ...result }: FoundPassage): NumberedSource {
  return { ...publicSource({ ...result, n }), text, ...(pages === undefined ? {} : { pages }) }
}

/** The page on which the text at that place stands. */
export function pageAt({ page, pages = [] }: NumberedSource, at: number): number | undefined {
  return pages.findLast(({ start }) => start <= at)?.page ?? page
}

/** What a client sees of a source: everything but its text. */
export function publicSource({ n, documentId, title, chunkId, heading, page, score }: Source): Source {
  return {
    n,
    documentId,
    title,
    chunkId,
    ...(heading === undefined ? {} : { heading }),
    ...(page === undefined ? {} : { page }),
    score,
  }
}
