import type { IngestMessage } from '@bulkhead/contracts/ingest-message'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { stampsOf } from '../embedding/slots.ts'
import { REDRIVE_CAP_MS, REDRIVE_MS, SWEEP_DOCUMENTS } from '../limits.ts'
import type { VersionRow } from '../tables/version-row.ts'
import { confirm } from './confirm.ts'
import { forgetDiscarded } from './forget.ts'
import { advanceMove } from './move.ts'
import { reindexWords } from './reindex-words.ts'
import type { Sweep } from './sweep-run.ts'

/**
 * Everything that is due: proofs of indexing, documents the queue has forgotten, and what is to be deleted.
 * Each safe to run twice.
 */
export async function sweep(run: Sweep): Promise<void> {
  const { env, stores } = run
  const due = stores.documents.due(Date.now(), SWEEP_DOCUMENTS)
  const stamps = stampsOf(env)
  await confirm(run, due, { from: 'confirm', stamp: stores.settings.stamp() })
  await confirm(run, due, { from: 'prove', stamp: stamps.next ?? undefined })
  await redrive(
    run,
    due.filter(({ stage }) => stage !== 'confirm' && stage !== 'prove'),
  )
  await forgetDiscarded(run)
  stores.keys.expire(Date.now())
  reindexWords(stores)
  advanceMove(stores, stamps, Date.now())
  await reportDocuments(run)
}

/**
 * The queue may have lost the message, or there never was one. A duplicate is harmless. The wait doubles so
 * that messages do not pile up behind a slow consumer.
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

/** Tells the Registry how many documents there are and which have failed. What it did not hear is due again. */
async function reportDocuments({ stores, env, log, tenantId }: Sweep): Promise<void> {
  const report = stores.report.take(Date.now())
  if (report === undefined) return
  try {
    const outcome = await env.CONTROL.documents(tenantId, report)
    if (outcome.ok) stores.report.markTold(report)
    else throw new Error(outcome.code)
  } catch (thrown) {
    stores.report.touch(Date.now())
    log.warn('documents not reported', { tenantId, count: report.failures.length }, { thrown })
  }
}
