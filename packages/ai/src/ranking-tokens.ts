import { estimateTokens } from './estimate-tokens.ts'

/** An upper bound of what a ranking takes: the model reads the query again beside each document. */
export function rankingTokens(query: string, documents: readonly string[]): number {
  const ofQuery = estimateTokens(query)
  return documents.reduce((sum, document) => sum + ofQuery + estimateTokens(document), 0)
}
