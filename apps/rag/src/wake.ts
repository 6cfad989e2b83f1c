import type { DocumentRef } from './corpus-protocol.ts'
import type { Run } from './run.ts'

const MESSAGES_PER_BATCH = 100

/**
 * Wakes the pipeline for these versions. Never throws: the rows are stored, and their alarm sends what did
 * not get through.
 */
export async function wake({ env, log, ctx }: Run, refs: readonly DocumentRef[]): Promise<boolean> {
  const { tenantId, requestId, traceparent } = ctx
  let isWhole = true
  for (let from = 0; from < refs.length; from += MESSAGES_PER_BATCH) {
    const bodies = refs
      .slice(from, from + MESSAGES_PER_BATCH)
      .map((ref) => ({ body: { v: 1 as const, tenantId, ...ref, requestId, traceparent } }))
    try {
      await env.INGEST.sendBatch(bodies)
    } catch (thrown) {
      isWhole = false
      log.warn('messages could not be queued', { target: 'queue', count: bodies.length }, { thrown })
    }
  }
  return isWhole
}
