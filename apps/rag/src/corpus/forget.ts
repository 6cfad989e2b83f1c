import { slotsOf, type Slot } from '../embedding/slots.ts'
import { deleteVectors, presentVectors } from '../embedding/vectors.ts'
import type { RagEnv } from '../env.ts'
import { SWEEP_CHUNK_ROWS, SWEEP_DOCUMENTS } from '../limits.ts'
import { vectorId } from '../names.ts'
import type { DiscardRow } from '../tables/discard-store.ts'
import { growingDelayMs } from './growing-delay.ts'
import type { Sweep } from './sweep-run.ts'

/**
 * One step towards forgetting each. The first that fails ends the round: the next ones would only wait for
 * the same outage.
 */
export async function forgetDiscarded(run: Sweep): Promise<void> {
  const { discards } = run.stores
  for (const row of discards.due(Date.now(), SWEEP_DOCUMENTS)) {
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
      discards.postpone(nowMs, nowMs + growingDelayMs(row.delays + 1))
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
  if (isDone && (await areVectorsGone(env, row))) return stores.discards.forgotten(row)
  const delays = isDone ? row.delays + 1 : 0
  const waitMs = isDone ? growingDelayMs(delays) : 0
  stores.discards.change({ ...row, object_key: null, deleted, delays, due_ms: Date.now() + waitMs })
}

/**
 * A version may have vectors in either index while the model changes; deleting what is not there does no
 * harm.
 */
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
