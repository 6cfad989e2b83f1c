import { traceIdOf } from '@bulkhead/contracts/context'

import type { EmbeddingStamp, Problem } from '../corpus-protocol.ts'
import { slotOf } from '../embedding/slots.ts'
import { presentVectors } from '../embedding/vectors.ts'
import type { RagEnv } from '../env.ts'
import { CONFIRM_BASE_MS, CONFIRM_CAP_MS, CONFIRM_LOOKS } from '../limits.ts'
import { vectorId } from '../names.ts'
import type { VersionChange } from '../tables/version-change.ts'
import type { VersionRow } from '../tables/version-row.ts'
import { after } from './lifecycle.ts'
import type { Sweep } from './sweep-run.ts'

/** Which versions wait for their last vector, and of which model it is. */
interface Proof {
  readonly from: 'confirm' | 'prove'
  readonly stamp: EmbeddingStamp | undefined
}

/**
 * Chunks are upserted in order and Vectorize applies mutations in order, so the last vector proves all of
 * them.
 */
export async function confirm(run: Sweep, due: readonly VersionRow[], proof: Proof): Promise<void> {
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
      if (isThere === true) reportProven(run, row, nowMs)
      stores.documents.change(key, isThere === true ? proven(row) : lookAgain(row, isThere, nowMs), nowMs)
    }
  })
}

const proven = (row: VersionRow): VersionChange => ({
  ...after('prove', row),
  delays: 0,
  dueMs: null,
  error: null,
})

/** How long Vectorize took to show what it was given. */
function reportProven({ log, tenantId }: Sweep, row: VersionRow, nowMs: number): void {
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
function lookAgain(row: VersionRow, isThere: boolean | undefined, nowMs: number): VersionChange {
  const { delays, stage } = row
  // The owner of a document that moves to another model has nothing to wait for: it is indexed.
  const late = stage === 'prove' ? null : LATE
  if (isThere === undefined) return { dueMs: nowMs + CONFIRM_CAP_MS, error: late }
  if (delays >= CONFIRM_LOOKS) return { ...after('lose', row), upserted: 0, delays: 0, dueMs: nowMs }
  const waitMs = Math.min(CONFIRM_CAP_MS, Math.round(CONFIRM_BASE_MS * 1.5 ** delays))
  return { delays: delays + 1, dueMs: nowMs + waitMs, error: waitMs === CONFIRM_CAP_MS ? late : null }
}
