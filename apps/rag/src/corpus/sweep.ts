import { traceIdOf } from '@bulkhead/contracts/context'
import type { IngestMessage } from '@bulkhead/contracts/ingest-message'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { EmbeddingStamp, Problem } from '../corpus-protocol.ts'
import { slotOf, slotsOf, stampsOf, type Slot } from '../embedding/slots.ts'
import { deleteVectors, presentVectors } from '../embedding/vectors.ts'
import type { RagEnv } from '../env.ts'
import {
  CONFIRM_BASE_MS,
  CONFIRM_CAP_MS,
  CONFIRM_LOOKS,
  IDEMPOTENCY_KEPT_MS,
  REDRIVE_CAP_MS,
  REDRIVE_MS,
  SWEEP_CHUNK_ROWS,
  SWEEP_DOCUMENTS,
} from '../limits.ts'
import { vectorId } from '../names.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'
import type { VersionChange } from '../tables/document-store.ts'
import type { DiscardRow } from '../tables/ledger-store.ts'
import type { VersionRow } from '../tables/version-row.ts'
import { advanceMove } from './move.ts'
import { growingDelayMs } from './progress.ts'

/** What the alarm works with. Outside calls are awaited between synchronous steps, so the Corpus answers others meanwhile. */
export interface Sweep {
  readonly tenantId: TenantId
  readonly stores: CorpusStores
  readonly env: RagEnv
  readonly log: Log
}

/** Everything that is due: proofs of indexing, documents the queue has forgotten, and what is to be deleted. Each safe to run twice. */
export async function sweep(run: Sweep): Promise<void> {
  const { env, stores } = run
  const due = stores.documents.due(Date.now(), SWEEP_DOCUMENTS)
  const stamps = stampsOf(env)
  await confirm(run, due, { from: 'confirm', to: INDEXED, stamp: stores.ledger.stamp() })
  await confirm(run, due, { from: 'prove', to: MOVED, stamp: stamps.next ?? undefined })
  await redrive(
    run,
    due.filter(({ stage }) => stage !== 'confirm' && stage !== 'prove'),
  )
  await forgetDiscarded(run)
  stores.ledger.forgetKeysBefore(Date.now() - IDEMPOTENCY_KEPT_MS)
  advanceMove(stores, stamps, Date.now())
}

const INDEXED = { status: 'indexed', stage: 'done', delays: 0, dueMs: null, error: null } as const
const MOVED = { stage: 'moved', delays: 0, dueMs: null } as const

/** Where vectors are looked for, and what has been reached when they are there. */
interface Proof {
  readonly from: 'confirm' | 'prove'
  readonly to: VersionChange
  readonly stamp: EmbeddingStamp | undefined
}

/** Chunks are upserted in order and Vectorize applies mutations in order, so the last vector proves all of them. */
async function confirm(run: Sweep, due: readonly VersionRow[], proof: Proof): Promise<void> {
  const rows = due.filter(({ stage }) => stage === proof.from)
  if (rows.length === 0) return
  const { stores, log, tenantId } = run
  let present: ReadonlySet<string> | undefined
  try {
    present = await presentIn(run.env, proof.stamp, rows)
  } catch (thrown) {
    log.warn('indexing could not be confirmed', { tenantId, target: 'vectorize' }, { thrown })
  }
  const nowMs = Date.now()
  stores.atomically(() => {
    for (const { key } of rows) {
      const row = stores.documents.version(key)
      if (row?.stage !== proof.from) continue
      const isThere = present?.has(lastIdOf(row))
      if (isThere === true) tellProven(run, row, nowMs)
      stores.documents.change(key, isThere === true ? proof.to : lookAgain(row, isThere, nowMs), nowMs)
    }
  })
}

/** How long Vectorize took to show what it was given. */
function tellProven({ log, tenantId }: Sweep, row: VersionRow, nowMs: number): void {
  log.info('document indexed', {
    tenantId,
    requestId: row.request_id,
    traceId: traceIdOf(row.traceparent),
    documentId: row.document_id,
    version: row.number,
    stage: row.stage,
    latencyMs: nowMs - row.updated_ms,
  })
}

const lastIdOf = (row: VersionRow): string => vectorId(row.vector_prefix, row.chunks - 1)

/** Undefined: no index of this deployment is the one to look into, so nothing is known. */
async function presentIn(
  env: RagEnv,
  stamp: EmbeddingStamp | undefined,
  rows: readonly VersionRow[],
): Promise<ReadonlySet<string> | undefined> {
  const slot = stamp === undefined ? undefined : slotOf(env, stamp)
  return slot === undefined ? undefined : presentVectors(slot.index, rows.map(lastIdOf))
}

const LATE: Problem = {
  code: 'vector_index_unavailable',
  message: 'The document is found by its words; the vector index has not taken it in yet.',
}

/** `isThere` undefined: Vectorize did not answer, which says nothing about the upsert. */
function lookAgain(
  { delays, stage }: VersionRow,
  isThere: boolean | undefined,
  nowMs: number,
): VersionChange {
  // The owner of a document that moves to another model has nothing to wait for: it is indexed.
  const late = stage === 'prove' ? null : LATE
  if (isThere === undefined) return { dueMs: nowMs + CONFIRM_CAP_MS, error: late }
  if (delays >= CONFIRM_LOOKS)
    return { stage: stage === 'prove' ? 'move' : 'embed', upserted: 0, delays: 0, dueMs: nowMs }
  const waitMs = Math.min(CONFIRM_CAP_MS, Math.round(CONFIRM_BASE_MS * 1.5 ** delays))
  return { delays: delays + 1, dueMs: nowMs + waitMs, error: waitMs === CONFIRM_CAP_MS ? late : null }
}

/**
 * The queue may have lost the message, or there never was one. One too many is harmless; that they do not pile up behind a slow consumer, the
 * wait doubles.
 */
async function redrive({ stores, env, log, tenantId }: Sweep, rows: readonly VersionRow[]): Promise<void> {
  const nowMs = Date.now()
  stores.atomically(() => {
    for (const row of rows) {
      const waitedMs = Math.min(nowMs - row.updated_ms, REDRIVE_CAP_MS)
      stores.documents.change(row.key, { dueMs: nowMs + REDRIVE_MS + waitedMs }, row.updated_ms)
    }
  })
  for (let from = 0; from < rows.length; from += 100) {
    const bodies = rows.slice(from, from + 100).map((row) => ({ body: messageOf(tenantId, row) }))
    try {
      await env.INGEST.sendBatch(bodies)
    } catch (thrown) {
      log.warn(
        'messages could not be queued',
        { tenantId, target: 'queue', count: bodies.length },
        { thrown },
      )
    }
  }
}

function messageOf(tenantId: TenantId, row: VersionRow): IngestMessage {
  return {
    v: 1,
    tenantId,
    documentId: row.document_id,
    version: row.number,
    requestId: row.request_id,
    traceparent: row.traceparent,
  }
}

/** One step towards forgetting each. The first that fails ends the round: the next ones would only wait for the same outage. */
async function forgetDiscarded(run: Sweep): Promise<void> {
  const { ledger } = run.stores
  for (const row of ledger.dueDiscards(Date.now(), SWEEP_DOCUMENTS)) {
    try {
      await forget(run, row)
    } catch (thrown) {
      const { tenantId } = run
      run.log.warn(
        'left-overs could not be deleted',
        { tenantId, target: 'vectorize', attempt: row.delays },
        { thrown },
      )
      const nowMs = Date.now()
      ledger.postponeDiscards(nowMs, nowMs + growingDelayMs(row.delays + 1))
      return
    }
  }
}

/** A version's chunks, its original, its vectors, and at last the row that knows of them. */
async function forget({ stores, env }: Sweep, row: DiscardRow): Promise<void> {
  const areChunksGone = stores.atomically(() => stores.chunks.remove(row.version_key, SWEEP_CHUNK_ROWS))
  if (row.object_key !== null) await env.DOCUMENTS.delete(row.object_key)
  const areDeletesSent = row.deleted >= row.chunks
  const deleted = areDeletesSent ? row.deleted : await deleteSome(slotsOf(env), row)
  const isDone = areChunksGone && deleted >= row.chunks
  if (isDone && (await areVectorsGone(env, row))) return stores.ledger.forgotten(row)
  const delays = isDone ? row.delays + 1 : 0
  const waitMs = isDone ? growingDelayMs(delays) : 0
  stores.ledger.changeDiscard({ ...row, object_key: null, deleted, delays, due_ms: Date.now() + waitMs })
}

/** A version may have vectors in either index while the model changes; deleting what is not there does no harm. */
async function deleteSome(slots: readonly Slot[], row: DiscardRow): Promise<number> {
  let deleted = row.deleted
  for (const { index } of slots)
    deleted = await deleteVectors(index, row.vector_prefix, row.deleted, row.chunks)
  return deleted
}

async function areVectorsGone(env: RagEnv, row: DiscardRow): Promise<boolean> {
  if (row.chunks === 0) return true
  for (const { index } of slotsOf(env)) {
    const present = await presentVectors(index, [vectorId(row.vector_prefix, row.chunks - 1)])
    if (present.size > 0) return false
  }
  return true
}
