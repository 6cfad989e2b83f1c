import type { SearchReply, SearchRequest, SearchResult } from '@bulkhead/contracts/http/search'
import type { Consultation, RagTenant } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askCorpus } from '../ask-corpus.ts'
import type { ChunkText } from '../corpus-protocol.ts'
import { currentSlot } from '../embedding/slots.ts'
import { flagsOf } from '../flags-of.ts'
import { DEADLINE_MARGIN_MS, PATIENCE, RERANKED_HITS } from '../limits.ts'
import { chunkId } from '../names.ts'
import { rerankHits } from '../rerank/rerank-hits.ts'
import type { Run } from '../run.ts'
import { fuse, type FusedHit } from './fuse.ts'
import { fusionOf } from './fusion.ts'
import { IDLE, leg, type Leg } from './leg.ts'
import { QueryTokens } from './query-tokens.ts'
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
    return await retrieve(run, tenant, request, tokens)
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
): Promise<SearchReply> {
  const { topK = tenant.rag.topK, rerank = tenant.rag.rerank } = request
  const { words, vectors, isDegraded } = await bothSides(run, tenant, { ...request, topK }, tokens)
  const best = fuse(
    words.state === 'answered' ? words.hits : undefined,
    vectors.state === 'answered' ? vectors : undefined,
    fusionOf(run.env.EMBEDDING_STAND_IN || (vectors.model ?? currentSlot(run.env).model), request.query),
  )
  const ordered = rerank ? reranked(run, request.query, best, topK) : read(run, best.slice(0, topK))
  const { results, isUnranked } = await ordered
  const isIncomplete = words.isIncomplete === true
  const isCut = vectors.isCut === true && results.length < topK
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

interface Ordered {
  readonly results: SearchResult[]
  /** The reranking model was asked for and did not answer. */
  readonly isUnranked: boolean
}

/** More is ranked than is wanted: what is best may have been found last. */
async function reranked(run: Run, query: string, hits: readonly FusedHit[], topK: number): Promise<Ordered> {
  const { results: found } = await read(run, hits.slice(0, Math.max(topK, RERANKED_HITS)))
  const ranked = await rerankHits(run, query, found)
  return { results: (ranked ?? found).slice(0, topK), isUnranked: ranked === null }
}

/** The texts of the best hits, in their order. A chunk that has been replaced since is left out. */
async function read(run: Run, hits: readonly FusedHit[]): Promise<Ordered> {
  if (hits.length === 0) return { results: [], isUnranked: false }
  const ids = hits.map(({ chunk }) => chunk)
  let texts: ChunkText[]
  try {
    texts = await askCorpus(run, (corpus, caller) => corpus.texts(caller, ids), PATIENCE.search)
  } catch (thrown) {
    throw new BulkheadError('retrieval_unavailable', { cause: thrown })
  }
  const byChunk = new Map(texts.map((text) => [text.chunk, text]))
  const results = hits.flatMap((hit) => {
    const text = byChunk.get(hit.chunk)
    return text === undefined ? [] : [toResult(hit, text)]
  })
  return { results, isUnranked: false }
}

function toResult({ score, words, vector }: FusedHit, chunk: ChunkText): SearchResult {
  const { documentId, version, ordinal, title, heading, page, text, metadata } = chunk
  return {
    documentId,
    title,
    chunkId: chunkId(documentId, version, ordinal),
    text,
    ...(heading === null ? {} : { heading }),
    ...(page === null ? {} : { page }),
    score,
    scores: { ...(words === undefined ? {} : { words }), ...(vector === undefined ? {} : { vector }) },
    metadata,
  }
}
