import { DeadlinePassed } from '@bulkhead/calls/deadline'
import { traceIdOf, type RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Batch, BatchRequest, Caller, Deferral, Job, Passage } from '../corpus-protocol.ts'
import { MODEL_CHANGED } from '../corpus/stamp.ts'
import { embed, embeddingTokens } from '../embedding/embedder.ts'
import { slotOf, stampsOf, type Slot } from '../embedding/slots.ts'
import { TokenPurse } from '../embedding/token-purse.ts'
import { upsertVectors, type VectorRecord } from '../embedding/vectors.ts'
import { flagsOf } from '../flags-of.ts'
import {
  BUDGET_RECHECK_MS,
  EMBED_BATCH,
  EMBED_CALL,
  EMBED_SLICE_MS,
  PAUSE_RECHECK_MS,
  RETRY_CAP_MS,
} from '../limits.ts'
import { callerOf, callerOfFirst, corpusOf, type Scope } from '../run.ts'
import { contextOf } from './context-of.ts'
import type { StepOutcome } from './pipeline.ts'

const NO_DEADLINE = Number.POSITIVE_INFINITY
/** Asked about again this often, so that documents go on by themselves. */
const PAUSED: Deferral = {
  code: 'embedding_paused',
  message:
    'Indexing is paused by the administrator. The document is found by its words and goes on later by itself.',
  delayMs: PAUSE_RECHECK_MS,
}
const CHANGED: Deferral = { ...MODEL_CHANGED, delayMs: BUDGET_RECHECK_MS }

/**
 * Embeds what these documents still lack, in batches across documents. Nothing outside can fail a document: it stays searchable by words, says
 * what keeps it, and goes on later from where it stopped.
 */
export async function embedJobs(
  scope: Scope,
  tenantId: TenantId,
  jobs: readonly Job[],
): Promise<StepOutcome> {
  const caller = callerOfFirst(tenantId, jobs)
  const ctx = contextFor(caller, jobs)
  if (!(await flagsOf(scope, ctx, jobs[0]?.flags))['ingest.embedding'])
    return putOff(scope, caller, jobs, PAUSED)
  const purse = new TokenPurse(scope, ctx)
  try {
    return await takeTurn({ scope, ctx, purse }, caller, jobs)
  } finally {
    purse.settle()
  }
}

interface Turn {
  readonly scope: Scope
  readonly ctx: RequestContext
  readonly purse: TokenPurse
}

/** Batch after batch, until nothing is left, something is in the way, or others are to have their turn. */
async function takeTurn(turn: Turn, caller: Caller, jobs: readonly Job[]): Promise<StepOutcome> {
  const { scope } = turn
  const { tenantId } = caller
  const untilMs = Date.now() + EMBED_SLICE_MS
  const request = requestFor(scope, jobs)
  while (Date.now() < untilMs) {
    const batch = await corpusOf(scope, tenantId, (corpus) => corpus.passages(caller, jobs, request))
    if (batch?.passages.length === 0) return 'done'
    const outcome = batch === null ? CHANGED : await index(turn, batch)
    if (outcome === 'no_calls_left') break
    if (outcome !== undefined) return putOff(scope, caller, jobs, outcome)
    const passages = batch?.passages ?? []
    await report(scope, caller, jobs, passages)
    if (passages.length < EMBED_BATCH) return 'done'
  }
  await corpusOf(scope, tenantId, (corpus) => corpus.yieldTurn(caller, jobs))
  return 'stopped'
}

function requestFor({ env }: Scope, jobs: readonly Job[]): BatchRequest {
  const stage = jobs[0]?.stage === 'move' ? 'move' : 'embed'
  return { stage, stamps: stampsOf(env), limit: EMBED_BATCH }
}

async function putOff(
  scope: Scope,
  caller: Caller,
  jobs: readonly Job[],
  problem: Deferral,
): Promise<StepOutcome> {
  const fields = { ...caller, errorCode: problem.code, count: jobs.length }
  scope.log.warn('embedding is put off', fields)
  await corpusOf(scope, caller.tenantId, (corpus) => corpus.defer(caller, jobs, problem))
  return 'stopped'
}

function contextFor({ tenantId, requestId }: Caller, jobs: readonly Job[]): RequestContext {
  const traceparent = jobs[0]?.traceparent ?? ''
  return { requestId, traceparent, tenantId, keyId: 'ingest', route: 'queue', deadline: NO_DEADLINE }
}

/** Reserve, embed, upsert. @returns what keeps it from being done */
async function index(
  { scope, ctx, purse }: Turn,
  { stamp, passages }: Batch,
): Promise<Deferral | 'no_calls_left' | undefined> {
  const slot = slotOf(scope.env, stamp)
  if (slot === undefined) return CHANGED
  const log = scope.log.with({ traceId: traceIdOf(ctx.traceparent), stage: 'embed' })
  const texts = passages.map(({ title, heading, text }) => `${contextOf(title, heading)}\n${text}`)
  const tokens = embeddingTokens(texts)
  try {
    if (!(await purse.holds(tokens, stamp.model))) return 'no_calls_left'
  } catch (thrown) {
    return refusalOf(BulkheadError.from(thrown), Date.now())
  }
  let vectors: readonly number[][]
  try {
    vectors = await embed(ctx.tenantId, { ...scope, log, stamp, requestId: ctx.requestId }, texts, {
      patience: EMBED_CALL,
      attemptMs: EMBED_CALL.timeoutMs / EMBED_CALL.attempts,
      deadline: ctx.deadline,
    })
    purse.spend(tokens)
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) purse.spend(tokens)
    return { code: 'embedding_unavailable', message: AWAY('The embedding model') }
  }
  return upsert(scope, ctx, slot, recordsOf(passages, vectors))
}

function recordsOf(passages: readonly Passage[], vectors: readonly number[][]): VectorRecord[] {
  return passages.map(({ vectorPrefix, ordinal }, at) => ({
    prefix: vectorPrefix,
    ordinal,
    values: vectors[at] ?? [],
  }))
}

async function upsert(
  scope: Scope,
  ctx: RequestContext,
  { index }: Slot,
  records: readonly VectorRecord[],
): Promise<Deferral | undefined> {
  try {
    await upsertVectors(ctx.tenantId, index, records)
    return undefined
  } catch (thrown) {
    scope.log.warn('vectors could not be stored', { ...callerOf(ctx), target: 'vectorize' }, { thrown })
    return { code: 'vector_index_unavailable', message: AWAY('The vector index') }
  }
}

const AWAY = (what: string): string =>
  `${what} is away at the moment. The document is found by its words, and indexing is tried again by itself.`

/** How long to wait after a refusal of the budget: until it resets, but never so long that a raised limit goes unnoticed. */
function refusalOf(error: BulkheadError, nowMs: number): Deferral {
  const { code } = error
  if (code === 'budget_exceeded') {
    const resetsAt = resetOf(error)
    const message =
      'The token budget is spent. The document is found by its words; indexing goes on after the reset.'
    return { code, message, delayMs: Math.min(Math.max(1_000, resetsAt - nowMs), BUDGET_RECHECK_MS) }
  }
  if (code === 'budget_in_flight') {
    const message = 'The token budget is reserved by other requests. Indexing goes on when they have ended.'
    return { code, message, delayMs: Math.min(error.retryAfterMs ?? RETRY_CAP_MS, RETRY_CAP_MS) }
  }
  return { code: 'admission_unavailable', message: AWAY('The token budget') }
}

function resetOf({ details, retryAfterMs }: BulkheadError): number {
  const resetsAt = details !== undefined && 'resetsAt' in details ? details['resetsAt'] : undefined
  const ms = typeof resetsAt === 'number' ? resetsAt : Date.parse(String(resetsAt))
  return Number.isFinite(ms) ? ms : Date.now() + (retryAfterMs ?? BUDGET_RECHECK_MS)
}

/** Passages come in the order of their documents and ordinals, so the last one of each says how far it is. */
async function report(
  scope: Scope,
  caller: Caller,
  jobs: readonly Job[],
  passages: readonly Passage[],
): Promise<void> {
  const reached = new Map(passages.map(({ versionKey, ordinal }) => [versionKey, ordinal + 1]))
  const done = jobs.flatMap(({ versionKey, lease, vectorPrefix }) => {
    const upserted = reached.get(versionKey)
    return upserted === undefined ? [] : [{ versionKey, lease, vectorPrefix, upserted }]
  })
  await corpusOf(scope, caller.tenantId, (corpus) => corpus.upserted(caller, done))
}
