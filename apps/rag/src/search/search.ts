import type { SearchReply, SearchRequest } from '@bulkhead/contracts/http/search'
import type { Consultation, FoundPassages, RagTenant } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { currentSlot } from '../embedding/slots.ts'
import { flagsOf } from '../flags-of.ts'
import { DEADLINE_MARGIN_MS } from '../limits.ts'
import type { Run } from '../run.ts'
import { fuse } from './fuse.ts'
import { fusionOf } from './fusion.ts'
import { IDLE, leg, type Leg } from './leg.ts'
import { foundPassage, publicResult } from './passage.ts'
import { QueryTokens } from './query-tokens.ts'
import { readPassages, rerankPassages } from './read-passages.ts'
import { searchVectors } from './search-vectors.ts'
import { searchWords } from './search-words.ts'
import { warningsOf } from './warnings.ts'

/**
 * `POST /v1/search`, which settles its own tokens. @throws BulkheadError `retrieval_unavailable` when no side
 * answered
 */
export async function search(run: Run, tenant: RagTenant, request: SearchRequest): Promise<SearchReply> {
  const tokens = new QueryTokens(run, 'search')
  try {
    const { results, warnings } = await retrieve(run, tenant, request, tokens)
    return { results: results.map(publicResult), warnings }
  } finally {
    tokens.settle(currentSlot(run.env).model)
  }
}

/** The search of an answer, which goes on without it when no side answered, and settles its tokens. */
export async function consult(run: Run, tenant: RagTenant, request: SearchRequest): Promise<Consultation> {
  const tokens = new QueryTokens(run, 'answer')
  try {
    return { found: await retrieve(run, tenant, request, tokens), embedded: tokens.used }
  } catch (thrown) {
    if (BulkheadError.from(thrown).code !== 'retrieval_unavailable') throw thrown
    return { found: null, embedded: tokens.used }
  }
}

/**
 * Hybrid search: by words and by meaning side by side, fused by score, and in the order of the reranking model
 * where that is wanted. If a part is unavailable the answer is poorer and says so.
 */
async function retrieve(
  run: Run,
  tenant: RagTenant,
  request: SearchRequest,
  tokens: QueryTokens,
): Promise<FoundPassages> {
  const { topK = tenant.rag.topK, rerank = tenant.rag.rerank, query, minScore } = request
  const { words, vectors, isDegraded } = await bothSides(run, tenant, { ...request, topK }, tokens)
  const best = fuse(
    words.state === 'answered' ? words.hits : undefined,
    vectors.state === 'answered' ? vectors : undefined,
    fusionOf(run.env.EMBEDDING_STAND_IN || (vectors.model ?? currentSlot(run.env).model), query),
  )
  const ranked = rerank ? rerankPassages : readPassages
  const { passages, isUnranked } = await ranked(run, best, { query, topK, minScore })
  const results = passages.map(foundPassage)
  const isIncomplete = words.isIncomplete === true
  const isCut = vectors.isCut === true && best.length < topK
  const isEmpty = results.length === 0
  return { results, warnings: warningsOf({ isDegraded, isIncomplete, isCut, isEmpty, isUnranked }) }
}

interface Sides {
  readonly words: Leg
  readonly vectors: Leg
  readonly isDegraded: boolean
}

/**
 * Each side has its own time. With the flag `retrieval.vectors` off, meaning is unavailable for everyone.
 * @throws BulkheadError `retrieval_unavailable` when no side answered
 */
async function bothSides(
  run: Run,
  tenant: RagTenant,
  request: SearchRequest & { readonly topK: number },
  tokens: QueryTokens,
): Promise<Sides> {
  const { mode: wanted = 'hybrid' } = request
  const hasVectors = (await flagsOf(run, tenant.flags))['retrieval.vectors']
  const mode = hasVectors ? wanted : 'words'
  const legRun = { ...run, ctx: { ...run.ctx, deadline: run.ctx.deadline - DEADLINE_MARGIN_MS } }
  const [words, vectors] = await Promise.all([
    mode === 'vector' ? IDLE : leg(run, 'words', () => searchWords(legRun, request)),
    mode === 'words' ? IDLE : leg(run, 'vector', () => searchVectors(legRun, request, tokens)),
  ])
  const failed = [words, vectors].filter((side) => side.state === 'failed')
  const answered = [words, vectors].filter((side) => side.state === 'answered')
  if (failed.length > 0 && answered.length === 0) throw new BulkheadError('retrieval_unavailable')
  return { words, vectors, isDegraded: failed.length > 0 || mode !== wanted }
}
