import { isRecord, listOf, numberOf, optionalText, recordOf } from '../json/json.ts'
import { readUsage } from '../reading/read-usage.ts'
import { classifyInBand } from '../refusals/classify-error.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import type { Ranked } from './provider.ts'

/**
 * Scores in the form of Cohere and Jina (`results: [{index, relevance_score}]`), of Voyage (`data`), NVIDIA
 * (`rankings`, with logits) and TEI (a list alone), or in Workers AI's own (`response: [{id, score}]`). One score for each document, or the answer is malformed.
 */
export function readRanking(body: unknown, count: number): Ranked {
  const { error, usage, notice: said } = recordOf(body)
  if (isRecord(error) || typeof error === 'string') throw classifyInBand(body)
  const scores = new Map(scoresIn(body))
  const ordered = Array.from({ length: count }, (_, at) => scores.get(at))
  const known = ordered.filter((score) => score !== undefined)
  if (known.length !== count || scores.size !== count) throw new ProviderFailure('malformed')
  const notice = optionalText(said)
  return {
    scores: known.map(asShare(known)),
    counted: readUsage(usage),
    ...(notice === undefined ? {} : { notice }),
  }
}

function scoresIn(body: unknown): [index: number, score: number][] {
  const { results, data, rankings, response } = recordOf(body)
  const list = Array.isArray(body) ? body : (results ?? data ?? rankings ?? response)
  return listOf(list).map((each) => {
    const { index, id, relevance_score: relevance, score, logit } = recordOf(each)
    const [at, value] = [numberOf(index ?? id), numberOf(relevance ?? score ?? logit)]
    if (at === undefined || value === undefined) throw new ProviderFailure('malformed')
    return [at, value]
  })
}

/** Some servers send the model's raw scores, which have no bounds: their order is kept between 0 and 1. */
function asShare(scores: readonly number[]): (score: number) => number {
  const isShare = scores.every((score) => score >= 0 && score <= 1)
  return isShare ? (score) => score : (score) => 1 / (1 + Math.exp(-score))
}
