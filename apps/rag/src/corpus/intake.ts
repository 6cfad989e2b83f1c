import type { DocumentReceipt } from '@bulkhead/contracts/http/documents'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Accepted, DocumentRef, EmbeddingStamps, Upload } from '../corpus-protocol.ts'
import { REDRIVE_MS } from '../limits.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'
import type { NewestRow, VersionRow } from '../tables/version-row.ts'
import { changeStamp, knownStamp } from './stamp.ts'

/** What comes into a corpus and what leaves it: one synchronous step each, so nothing is ever half done. */

/**
 * Takes an upload as the newest version of its document. Unchanged content, or a repeated Idempotency-Key, changes nothing; what has failed is
 * given another chance. The same upload again is the same call again, after a reply that was lost: its original is in use.
 */
export function accept(stores: CorpusStores, upload: Upload, requestId: string, nowMs: number): Accepted {
  return stores.atomically(() => {
    stores.ledger.setFlags(upload.flags)
    const newest = stores.documents.newest(upload.documentId)
    if (newest?.object_key === upload.objectKey) {
      return { receipt: receiptOf(newest), stored: true, replayed: false }
    }
    const replayed = replay(stores, upload)
    if (replayed !== undefined) return replayed
    const same = newest?.content_hash === upload.contentHash && newest.status !== 'failed'
    const receipt =
      newest !== undefined && same ? receiptOf(newest) : add(stores, upload, newest, { requestId, nowMs })
    if (upload.idempotency !== null) {
      const { key, fingerprint } = upload.idempotency
      stores.ledger.remember(key, { fingerprint, document_id: receipt.id, version: receipt.version }, nowMs)
    }
    return { receipt, stored: !same, replayed: false }
  })
}

function replay({ ledger }: CorpusStores, { idempotency }: Upload): Accepted | undefined {
  const earlier = idempotency === null ? undefined : ledger.idempotent(idempotency.key)
  if (earlier === undefined) return undefined
  if (earlier.fingerprint !== idempotency?.fingerprint) throw new BulkheadError('idempotency_mismatch')
  const receipt: DocumentReceipt = { id: earlier.document_id, status: 'queued', version: earlier.version }
  return { receipt, stored: false, replayed: true }
}

function add(
  stores: CorpusStores,
  upload: Upload,
  newest: NewestRow | undefined,
  { requestId, nowMs }: { requestId: string; nowMs: number },
): DocumentReceipt {
  if (newest === undefined && stores.documents.count() >= upload.maxDocuments) {
    throw new BulkheadError('payload_too_large', {
      message: 'The tenant holds as many documents as it may. Delete some, or have the limit raised.',
      details: { limit: 'documents', maxDocuments: upload.maxDocuments },
    })
  }
  const number = (newest?.number ?? 0) + 1
  stores.documents.insertVersion(upload, { number, requestId, nowMs, dueMs: nowMs + REDRIVE_MS })
  if (newest !== undefined && newest.key !== newest.live) discardVersion(stores, newest, nowMs)
  return { id: upload.documentId, status: 'queued', version: number }
}

/** The version is gone for everyone at once; the stores forget it later, by alarm. */
export function discardVersion(
  { documents, ledger }: CorpusStores,
  version: VersionRow,
  nowMs: number,
): void {
  ledger.discard(version, nowMs)
  documents.removeVersion(version.key)
}

export function receiptOf(row: VersionRow): DocumentReceipt {
  return { id: row.document_id, status: row.status, version: row.number }
}

/** @throws BulkheadError `not_found` */
export function requireNewest({ documents }: CorpusStores, documentId: string): NewestRow {
  const newest = documents.newest(documentId)
  if (newest === undefined) throw new BulkheadError('not_found')
  return newest
}

/** From here on the document is unknown and no search finds it. @throws BulkheadError `not_found` */
export function remove(stores: CorpusStores, documentId: string, nowMs: number): void {
  stores.atomically(() => {
    requireNewest(stores, documentId)
    for (const version of stores.documents.versionsOf(documentId)) discardVersion(stores, version, nowMs)
    stores.documents.removeDocument(documentId)
  })
}

/** Everything goes, the embedding stamp too. A second time finds nothing and says so. */
export function erase(stores: CorpusStores, nowMs: number): { documents: number; chunks: number } {
  return stores.atomically(() => {
    const erased = { documents: stores.documents.count(), chunks: stores.chunks.countLive() }
    for (const version of stores.documents.allVersions()) stores.ledger.discard(version, nowMs)
    stores.documents.removeAll()
    stores.chunks.removeAll()
    stores.ledger.setStamp(null)
    return erased
  })
}

/** Sends everything round again that failed or waits; after a change of the embedding model, every document. */
export function retryAll(stores: CorpusStores, stamps: EmbeddingStamps, nowMs: number): DocumentRef[] {
  return stores.atomically(() => {
    const isForeign = stores.ledger.stamp() !== undefined && knownStamp(stores, stamps) === undefined
    if (isForeign) changeStamp(stores, stamps, nowMs)
    return stores.documents.unfinished().flatMap((row) => retry(stores, row, nowMs) ?? [])
  })
}

/** Sends a failed or waiting document round again, from where it stood. Undefined when there is nothing to do. */
export function retry(stores: CorpusStores, row: NewestRow, nowMs: number): DocumentRef | undefined {
  if (row.status === 'indexed' || row.lease_until_ms > nowMs || row.stage === 'confirm') return undefined
  stores.documents.change(
    row.key,
    {
      status: row.stage === 'extract' ? 'queued' : 'searchable',
      crashes: 0,
      delays: 0,
      notBeforeMs: 0,
      dueMs: nowMs + REDRIVE_MS,
      error: null,
    },
    nowMs,
  )
  return { documentId: row.document_id, version: row.number }
}
