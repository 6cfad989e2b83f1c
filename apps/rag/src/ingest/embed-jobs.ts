import { DeadlinePassed } from '@bulkhead/calls/deadline'

import { askCorpus } from '../ask-corpus.ts'
import type { Batch, BatchRequest, Deferral, Job, Passage } from '../corpus-protocol.ts'
import { embed, embeddingTokens } from '../embedding/embedder.ts'
import { slotOf, stampsOf, type Slot } from '../embedding/slots.ts'
import { TokenPurse } from '../embedding/token-purse.ts'
import { upsertVectors, type VectorRecord } from '../embedding/vectors.ts'
import { flagsOf } from '../flags-of.ts'
import { EMBED_BATCH, EMBED_SLICE_MS, PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'
import { contextOf } from './context-of.ts'
import { budgetDeferral, CHANGED, NO_INDEX, NO_MODEL, PAUSED } from './deferrals.ts'
import type { StepOutcome } from './step.ts'

/**
 * Embeds what these documents still lack, in batches across documents. Nothing outside can fail a document:
 * it stays searchable by words, says what keeps it, and goes on later from where it stopped.
 */
export async function embedJobs(run: Run, jobs: readonly Job[]): Promise<StepOutcome> {
  if (!(await flagsOf(run, jobs[0]?.flags))['ingest.embedding']) return putOff(run, jobs, PAUSED)
  const purse = new TokenPurse(run)
  try {
    return await takeTurn(run, purse, jobs)
  } finally {
    purse.settle()
  }
}

/** Batch after batch, until nothing is left, something is in the way, or others are to have their turn. */
async function takeTurn(run: Run, purse: TokenPurse, jobs: readonly Job[]): Promise<StepOutcome> {
  const untilMs = Date.now() + EMBED_SLICE_MS
  const request = requestFor(run, jobs)
  while (Date.now() < untilMs) {
    const batch = await askCorpus(run, (corpus, caller) => corpus.passages(caller, jobs, request))
    if (batch?.passages.length === 0) return 'done'
    const outcome = batch === null ? CHANGED : await index(run, purse, batch)
    if (outcome === 'no_calls_left') break
    if (outcome !== undefined) return putOff(run, jobs, outcome)
    const passages = batch?.passages ?? []
    await report(run, jobs, passages)
    if (passages.length < EMBED_BATCH) return 'done'
  }
  await askCorpus(run, (corpus, caller) => corpus.yieldTurn(caller, jobs))
  return 'stopped'
}

function requestFor({ env }: Run, jobs: readonly Job[]): BatchRequest {
  const stage = jobs[0]?.stage === 'move' ? 'move' : 'embed'
  return { stage, stamps: stampsOf(env), limit: EMBED_BATCH }
}

async function putOff(run: Run, jobs: readonly Job[], deferral: Deferral): Promise<StepOutcome> {
  run.log.warn('embedding is put off', { errorCode: deferral.code, count: jobs.length })
  await askCorpus(run, (corpus, caller) => corpus.defer(caller, jobs, deferral))
  return 'stopped'
}

/** Reserve, embed, upsert. @returns what keeps it from being done */
async function index(
  run: Run,
  purse: TokenPurse,
  { stamp, passages }: Batch,
): Promise<Deferral | 'no_calls_left' | undefined> {
  const slot = slotOf(run.env, stamp)
  if (slot === undefined) return CHANGED
  const texts = passages.map(({ title, heading, text }) => `${contextOf(title, heading)}\n${text}`)
  const tokens = embeddingTokens(texts)
  try {
    if (!(await purse.holds(tokens, stamp.model))) return 'no_calls_left'
  } catch (thrown) {
    return budgetDeferral(thrown, Date.now())
  }
  let vectors: readonly number[][]
  try {
    const embedRun = { ...run, log: run.log.with({ stage: 'embed' }) }
    vectors = await embed(embedRun, texts, { stamp, patience: PATIENCE.embed })
    purse.spend(tokens)
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) purse.spend(tokens)
    return NO_MODEL
  }
  return upsert(run, slot, recordsOf(passages, vectors))
}

function recordsOf(passages: readonly Passage[], vectors: readonly number[][]): VectorRecord[] {
  return passages.map(({ vectorPrefix, ordinal }, at) => ({
    prefix: vectorPrefix,
    ordinal,
    values: vectors[at] ?? [],
  }))
}

async function upsert(
  { ctx, log }: Run,
  { index: vectors }: Slot,
  records: readonly VectorRecord[],
): Promise<Deferral | undefined> {
  try {
    await upsertVectors(ctx.tenantId, vectors, records)
    return undefined
  } catch (thrown) {
    log.warn('vectors could not be stored', { target: 'vectorize' }, { thrown })
    return NO_INDEX
  }
}

/** Passages come in the order of their documents and ordinals, so the last one of each says how far it is. */
async function report(run: Run, jobs: readonly Job[], passages: readonly Passage[]): Promise<void> {
  const reached = new Map(passages.map(({ versionKey, ordinal }) => [versionKey, ordinal + 1]))
  const done = jobs.flatMap(({ versionKey, lease, vectorPrefix }) => {
    const upserted = reached.get(versionKey)
    return upserted === undefined ? [] : [{ versionKey, lease, vectorPrefix, upserted }]
  })
  await askCorpus(run, (corpus, caller) => corpus.upserted(caller, done))
}
