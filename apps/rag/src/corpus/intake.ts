import type { PassageRange } from '@bulkhead/contracts/http/document-text'
import type { DocumentReceipt } from '@bulkhead/contracts/http/documents'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Accepted, DocumentRef, EmbeddingStamps, Retried, Upload } from '../corpus-protocol.ts'
import type { DocumentRead } from '../document-read.ts'
import { MAX_READER_DEATHS, REDRIVE_MS } from '../limits.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'
import { toDocument, type NewestRow, type VersionRow } from '../tables/version-row.ts'
import { discardVersion } from './discard-version.ts'
import { after } from './lifecycle.ts'
import { changeStamp, knownStamp } from './stamp.ts'

/** What comes into a corpus and what leaves it: one synchronous step each, so nothing is ever half done. */

/**
 * Takes an upload as the newest version of its document. Unchanged content, or a repeated Idempotency-Key,
 * changes nothing; what has failed is given another chance. The same upload again is the same call again,
 * after a reply that was lost: its original is in use.
 */
export function accept(stores: CorpusStores, upload: Upload, requestId: string, nowMs: number): Accepted {
  return stores.atomically(() => {
    stores.settings.setFlags(upload.flags)
    const newest = stores.documents.newest(upload.documentId)
    if (newest?.object_key === upload.objectKey) {
      return { receipt: receiptOf(newest), stored: true, replayed: false }
    }
    const replayed = replay(stores, upload)
    if (replayed !== undefined) return replayed
    const same = newest?.content_hash === upload.contentHash && newest.status !== 'failed'
    const receipt =
      newest !== undefined && same ? receiptOf(newest) : add(stores, upload, newest, { requestId, nowMs })
    if (upload.keyed !== null) stores.keys.keep(upload.keyed, resultOf(receipt.id, receipt.version), nowMs)
    return { receipt, stored: !same, replayed: false }
  })
}

function replay({ keys }: CorpusStores, { keyed }: Upload): Accepted | undefined {
  const result = keyed === null ? undefined : keys.match(keyed)?.result
  if (result === undefined) return undefined
  const [version = '', ...id] = result.split(' ')
  const receipt: DocumentReceipt = { id: id.join(' '), status: 'queued', version: Number(version) }
  return { receipt, stored: false, replayed: true }
}

/** What is kept under an Idempotency-Key. */
function resultOf(documentId: string, version: number): string {
  return `${version} ${documentId}`
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
  requireRoom(stores, upload.bytes, upload.maxBytes)
  const number = (newest?.number ?? 0) + 1
  stores.documents.insertVersion(upload, { number, requestId, nowMs, dueMs: nowMs + REDRIVE_MS })
  if (newest !== undefined && newest.key !== newest.live) discardVersion(stores, newest, nowMs)
  return { id: upload.documentId, status: 'queued', version: number }
}

/** @throws BulkheadError `payload_too_large` when the tenant would hold more than it may */
export function requireRoom({ documents }: CorpusStores, bytes: number, maxBytes: number): void {
  if (!(documents.heldBytes() + bytes > maxBytes)) return
  throw new BulkheadError('payload_too_large', {
    message:
      'The documents of the tenant take up as many bytes as they may. Delete some, or have the limit raised.',
    details: { limit: 'documentBytes', maxBytes, usedBytes: documents.heldBytes() },
  })
}

function receiptOf(row: VersionRow): DocumentReceipt {
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
    const { number } = requireNewest(stores, documentId)
    for (const version of stores.documents.versionsOf(documentId)) discardVersion(stores, version, nowMs)
    stores.documents.removeDocument(documentId)
    for (let version = 1; version <= number; version++) stores.keys.forget(resultOf(documentId, version))
  })
}

/** Everything goes, the embedding stamp too. A second time finds nothing and says so. */
export function erase(stores: CorpusStores, nowMs: number): { documents: number; chunks: number } {
  return stores.atomically(() => {
    const erased = { documents: stores.documents.count(), chunks: stores.chunks.countLive() }
    for (const version of stores.documents.allVersions()) stores.discards.add(version, nowMs)
    stores.documents.removeAll()
    stores.keys.removeAll()
    stores.chunks.removeAll()
    stores.settings.setStamp(null)
    return erased
  })
}

/**
 * Sends everything round again that failed or waits; after a change of the embedding model, every document.
 */
export function retryAll(stores: CorpusStores, stamps: EmbeddingStamps, nowMs: number): DocumentRef[] {
  return stores.atomically(() => {
    const isForeign = stores.settings.stamp() !== undefined && knownStamp(stores, stamps) === undefined
    if (isForeign) changeStamp(stores, stamps, nowMs)
    return stores.documents.unfinished().flatMap((row) => retry(stores, row, nowMs) ?? [])
  })
}

/** Sends one document round again, at the wish of its owner. @throws BulkheadError `not_found` */
export function retryOne(stores: CorpusStores, documentId: string, nowMs: number): Retried {
  const ref = retry(stores, requireNewest(stores, documentId), nowMs) ?? null
  return { receipt: receiptOf(requireNewest(stores, documentId)), ref }
}

/**
 * Sends a failed or waiting document round again, from where it stood. Undefined when there is nothing to do.
 */
function retry(stores: CorpusStores, row: NewestRow, nowMs: number): DocumentRef | undefined {
  if (row.status === 'indexed' || row.lease_until_ms > nowMs || row.stage === 'confirm') return undefined
  stores.documents.change(
    row.key,
    {
      ...after('retry', row),
      crashes: 0,
      readerDeaths: Math.min(row.reader_deaths, MAX_READER_DEATHS - 1),
      delays: 0,
      notBeforeMs: 0,
      dueMs: nowMs + REDRIVE_MS,
      error: null,
    },
    nowMs,
  )
  return { documentId: row.document_id, version: row.number }
}

/** The document, and chunks of its live version: one more than wanted where there is one. */
export function readDocument(
  stores: CorpusStores,
  documentId: string,
  { from, limit }: PassageRange,
): DocumentRead {
  const document = toDocument(requireNewest(stores, documentId))
  return { document, ...stores.chunks.ofLive(documentId, from, limit + 1) }
}
