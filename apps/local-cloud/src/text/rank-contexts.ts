import type { RankingInput } from '../ai-inputs.ts'
import { isSameTerm, termsOf } from './terms.ts'

export const NOTICE = 'Local stand-in: ranked by the words that query and text share, not by a model.'

/** How much the nearness of the query's terms to each other counts, beside how many a text holds. */
const NEARNESS_SHARE = 0.15

/**
 * What a reranking model answers, by words alone: the share of the query's terms that a text holds, rare ones
 * counting more, and how near to each other they stand.
 */
export function rankContexts({ query, contexts, topK = contexts.length }: RankingInput): unknown {
  const asked = [...new Set(termsOf(query))]
  const texts = contexts.map((text) => placesOf(asked, termsOf(text)))
  const weights = asked.map((_, term) => {
    const holding = texts.filter((places) => (places[term] ?? []).length > 0).length
    return Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5))
  })
  const response = texts
    .map((places, id) => ({ id, score: scoreOf(places, weights) }))
    .sort((one, other) => other.score - one.score || one.id - other.id)
    .slice(0, topK)
  return { response, notice: NOTICE }
}

/** Where each of the asked terms stands. */
function placesOf(asked: readonly string[], terms: readonly string[]): number[][] {
  return asked.map((term) => terms.flatMap((other, at) => (isSameTerm(term, other) ? [at] : [])))
}

function scoreOf(places: readonly (readonly number[])[], weights: readonly number[]): number {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const held = weights.filter((_, term) => (places[term] ?? []).length > 0)
  if (whole === 0 || held.length === 0) return 0
  const coverage = held.reduce((sum, weight) => sum + weight, 0) / whole
  return coverage * (1 - NEARNESS_SHARE + NEARNESS_SHARE * nearness(places))
}

/** 1 when all terms that the text holds stand side by side, towards 0 the further apart they are. */
function nearness(places: readonly (readonly number[])[]): number {
  const firsts = places.flatMap((each) => each.slice(0, 1)).sort((a, b) => a - b)
  const [start = 0, end = 0] = [firsts[0], firsts.at(-1)]
  return firsts.length / Math.max(firsts.length, end - start + 1)
}
