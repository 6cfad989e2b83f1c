import { RETIRE_BATCH, RETIRE_RETRY_MS } from '../limits.ts'
import { archivePrefix } from '../names.ts'
import type { Run } from '../run.ts'
import { retentionVerdict } from '../session-tables/retention.ts'
import type { SessionStore } from '../session-tables/session-store.ts'
import { archiveMessages } from './archive.ts'

/**
 * Removes messages that exceed the tenant's number or age, archived first if the tenant wants that; returns
 * when to run again. Fails safe: what cannot be archived stays. Safe to repeat.
 */
export async function retireMessages(
  store: SessionStore,
  base: Omit<Run, 'ctx'>,
  nowMs: number,
): Promise<number | undefined> {
  const owner = store.owner()
  if (owner === undefined) return undefined
  const { tenantId, rule, sessionId } = owner
  const { cutoffSeq, nextMs } = retentionVerdict(
    rule,
    store.transcript.ended(),
    nowMs,
    store.transcript.heldSeq(),
  )
  if (cutoffSeq === 0) return nextMs
  const leaving = store.transcript.after(0, RETIRE_BATCH).filter(({ seq }) => seq <= cutoffSeq)
  const firstSeq = leaving[0]?.seq ?? 0
  const lastSeq = leaving.at(-1)?.seq ?? 0
  const fields = { tenantId, sessionId, count: leaving.length }
  try {
    const messages = leaving.map(({ message }) => message)
    const prefix = archivePrefix(tenantId, sessionId)
    if (rule.archive) await archiveMessages(base.env, prefix, { firstSeq, lastSeq, messages })
  } catch (thrown) {
    base.log.warn('archive failed; messages stay', fields, { thrown })
    return nowMs + RETIRE_RETRY_MS
  }
  store.retire(lastSeq)
  base.log.info('messages retired', fields)
  return nowMs
}
