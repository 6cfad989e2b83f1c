import { call } from '@bulkhead/calls/call'
import { within } from '@bulkhead/calls/deadline'
import { logFieldsOf, type RequestContext } from '@bulkhead/contracts/context'
import type { Warning } from '@bulkhead/contracts/http/lists'
import type { SearchReply, SearchRequest, SearchResult } from '@bulkhead/contracts/http/search'
import type { Consultation, RagTenant } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { ChunkText } from '../corpus-protocol.ts'
import { currentSlot } from '../embedding/slots.ts'
import { flagsOf } from '../flags-of.ts'
import { DEADLINE_MARGIN_MS, SEARCH_ATTEMPT_MS, SEARCH_LEG } from '../limits.ts'
import { chunkId, corpusName } from '../names.ts'
import { callerOf, type Scope } from '../run.ts'
import { searchTerms } from '../words/words-query.ts'
import { fuse, type FusedHit, type NearVectors, type WordsHit } from './fuse.ts'
import { QueryTokens } from './query-tokens.ts'
import { searchVectors } from './search-vectors.ts'

/** `POST /v1/search`, which settles its own tokens. @throws BulkheadError `retrieval_unavailable` when no side answered */
export async function search(
  scope: Scope,
  ctx: RequestContext,
  tenant: RagTenant,
  request: SearchRequest,
): Promise<SearchReply> {
  const tokens = new QueryTokens(scope, ctx, 'search')
  try {
    return await retrieve(scope, ctx, tenant, { request, tokens })
  } finally {
    tokens.settle(currentSlot(scope.env).model)
  }
}

/** The search of an answer, which goes on without it when no side answered, and settles its tokens. */
export async function consult(
  scope: Scope,
  ctx: RequestContext,
  tenant: RagTenant,
  request: SearchRequest,
): Promise<Consultation> {
  const tokens = new QueryTokens(scope, ctx, 'answer')
  try {
    return { found: await retrieve(scope, ctx, tenant, { request, tokens }), embedded: tokens.used }
  } catch (thrown) {
    if (BulkheadError.from(thrown).code !== 'retrieval_unavailable') throw thrown
    return { found: null, embedded: tokens.used }
  }
}

/**
 * Hybrid search: by words and by meaning side by side, each with its own time, fused by score. One side being away makes the answer poorer and
 * says so; with the flag `retrieval.vectors` off, meaning is away for everyone. @throws BulkheadError `retrieval_unavailable` when no side answered
 */
async function retrieve(
  scope: Scope,
  ctx: RequestContext,
  tenant: RagTenant,
  { request, tokens }: { request: SearchRequest; tokens: QueryTokens },
): Promise<SearchReply> {
  const { mode: wanted = 'hybrid', topK = tenant.rag.topK } = request
  const legCtx = { ...ctx, deadline: ctx.deadline - DEADLINE_MARGIN_MS }
  const hasVectors = (await flagsOf(scope, ctx, tenant.flags))['retrieval.vectors']
  const mode = hasVectors ? wanted : 'words'
  const [words, vectors] = await Promise.all([
    mode === 'vector' ? IDLE : leg(scope, ctx, 'words', () => searchWords(scope, legCtx, request)),
    mode === 'words'
      ? IDLE
      : leg(scope, ctx, 'vector', () => searchVectors(scope, legCtx, { ...request, topK }, tokens)),
  ])
  const failed = [words, vectors].filter((side) => side.state === 'failed')
  const answered = [words, vectors].filter((side) => side.state === 'answered')
  if (failed.length > 0 && answered.length === 0) throw new BulkheadError('retrieval_unavailable')
  const best = fuse(
    words.state === 'answered' ? words.hits : undefined,
    vectors.state === 'answered' ? vectors : undefined,
  ).slice(0, topK)
  const results = await read(scope, ctx, best)
  const isIncomplete = words.isIncomplete === true
  const isCut = vectors.isCut === true && results.length < topK
  const isEmpty = results.length === 0
  const isDegraded = failed.length > 0 || mode !== wanted
  return { results, warnings: warningsOf({ isDegraded, isIncomplete, isCut, isEmpty }) }
}

/** What one side of the search gave. `idle`: it was not asked. */
export interface Leg extends NearVectors {
  readonly state: 'answered' | 'idle' | 'failed'
  readonly hits: readonly WordsHit[]
  readonly isIncomplete?: boolean
  /** A filter was applied to the nearest vectors only, so what it wants may be missing. */
  readonly isCut?: boolean
}

const IDLE: Leg = { state: 'idle', hits: [] }

/** Fails towards the other side: what goes wrong here is logged and becomes a warning. */
async function leg(scope: Scope, ctx: RequestContext, name: string, run: () => Promise<Leg>): Promise<Leg> {
  try {
    return await run()
  } catch (thrown) {
    const errorCode = thrown instanceof BulkheadError ? thrown.code : undefined
    scope.log.warn('search leg failed', { ...logFieldsOf(ctx), degraded: name, errorCode }, { thrown })
    return { state: 'failed', hits: [] }
  }
}

async function searchWords(
  scope: Scope,
  ctx: RequestContext,
  { query, filter }: SearchRequest,
): Promise<Leg> {
  const terms = searchTerms(query)
  if (terms.length === 0) return IDLE
  const { hits, isIncomplete } = await call(SEARCH_LEG, ctx.deadline, () =>
    within(
      SEARCH_ATTEMPT_MS,
      scope.env.CORPORA.getByName(corpusName(ctx.tenantId)).searchWords(callerOf(ctx), { terms, filter }),
    ),
  )
  return { state: 'answered', hits, isIncomplete }
}

/** The texts of the best hits, in their order. A chunk that has been replaced since is left out. */
async function read(scope: Scope, ctx: RequestContext, hits: readonly FusedHit[]): Promise<SearchResult[]> {
  if (hits.length === 0) return []
  const ids = hits.map(({ chunk }) => chunk)
  let texts: ChunkText[]
  try {
    texts = await call(SEARCH_LEG, ctx.deadline, () =>
      within(
        SEARCH_ATTEMPT_MS,
        scope.env.CORPORA.getByName(corpusName(ctx.tenantId)).texts(callerOf(ctx), ids),
      ),
    )
  } catch (thrown) {
    throw new BulkheadError('retrieval_unavailable', { cause: thrown })
  }
  const byChunk = new Map(texts.map((text) => [text.chunk, text]))
  return hits.flatMap((hit) => {
    const text = byChunk.get(hit.chunk)
    return text === undefined ? [] : [toResult(hit, text)]
  })
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

interface Findings {
  readonly isDegraded: boolean
  readonly isIncomplete: boolean
  readonly isCut: boolean
  readonly isEmpty: boolean
}

function warningsOf({ isDegraded, isIncomplete, isCut, isEmpty }: Findings): Warning[] {
  const warnings: Warning[] = []
  if (isDegraded) {
    const message = 'A part of the search is away; the results may be poorer than usual.'
    warnings.push({ code: 'retrieval_degraded', message })
  }
  if (isIncomplete) {
    const message = 'Some documents are still being processed and were not searched.'
    warnings.push({ code: 'indexing_in_progress', message })
  }
  if (isCut) {
    const message =
      'The filter left few of the nearest passages; matching documents further away may be missing.'
    warnings.push({ code: 'retrieval_degraded', message })
  } else if (isEmpty) {
    // What the part that is away might have found is not known.
    const message = isDegraded
      ? 'Nothing was found by the part of the search that answered; documents may match all the same.'
      : 'No document matches the query.'
    warnings.push({ code: 'no_matching_documents', message })
  }
  return warnings
}
