import { charsetOf } from '@bulkhead/contracts/charset'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import type { DocumentInput } from '@bulkhead/contracts/http/documents'
import type { Metadata } from '@bulkhead/contracts/http/filter'
import { createId } from '@bulkhead/contracts/ids'
import type { FileInput, PutReceipt, RagTenant } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askCorpus } from '../ask-corpus.ts'
import type { Upload } from '../corpus-protocol.ts'
import { ASKED_FIRST_BYTES, UPLOAD_IDLE_MS, UPLOAD_MARGIN_MS } from '../limits.ts'
import { objectKey, sha256Hex, vectorPrefix } from '../names.ts'
import type { Run } from '../run.ts'
import { wake } from '../wake.ts'
import { formatOf } from './accepted-format.ts'
import { Incoming } from './incoming.ts'
import { dropOriginal, storeOriginal, type Original } from './store-original.ts'

interface Content extends Original {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly format: DocumentFormat
  readonly metadata: Metadata
}

/** `POST /v1/documents` as JSON. */
export function putText(run: Run, tenant: RagTenant, input: DocumentInput): Promise<PutReceipt> {
  const bytes = new TextEncoder().encode(input.text)
  return put(run, tenant, {
    id: input.id,
    title: input.title,
    format: input.format ?? 'text',
    metadata: input.metadata ?? {},
    charset: 'utf-8',
    bytes: bytes.byteLength,
    body: bytes,
  })
}

/** `POST /v1/documents` with a raw file; streamed, since it may be a fifth of an isolate's memory. */
export async function putFile(
  run: Run,
  tenant: RagTenant,
  file: FileInput & { readonly body: ReadableStream<Uint8Array> },
): Promise<PutReceipt> {
  if (file.bytes === 0) throw emptyFile()
  const deadline = run.ctx.deadline - UPLOAD_MARGIN_MS
  const incoming = new Incoming(file.body, { bytes: file.bytes, idleMs: UPLOAD_IDLE_MS, deadline })
  const format = await formatOrCancel(file.contentType, incoming)
  return put(run, tenant, {
    id: file.id,
    title: file.title,
    format,
    metadata: {},
    charset: charsetOf(file.contentType),
    bytes: file.bytes,
    body: incoming,
  })
}

/** A stream that nobody reads to its end must be cancelled, or its sender waits. */
async function formatOrCancel(contentType: string, incoming: Incoming): Promise<DocumentFormat> {
  try {
    return formatOf(contentType, await incoming.head())
  } catch (thrown) {
    await incoming.cancel()
    throw thrown
  }
}

function emptyFile(): BulkheadError {
  const message = 'must have at least one byte'
  return new BulkheadError('invalid_request', { details: [{ path: 'body', message }] })
}

/**
 * Bytes to R2, row in the Corpus, pointer in the queue. Only the row counts: should the message get lost, its
 * alarm sends another.
 */
async function put(run: Run, tenant: RagTenant, content: Content): Promise<PutReceipt> {
  const documentId = content.id ?? createId('doc')
  const uploadId = crypto.randomUUID()
  const key = objectKey(run.ctx.tenantId, documentId, uploadId)
  if (content.bytes >= ASKED_FIRST_BYTES) await requireRoomOrCancel(run, tenant, content)
  const bodyHash = await storeOriginal(run, key, content)
  const upload = await uploadOf(run.ctx, tenant, { content, documentId, uploadId, key, bodyHash })
  try {
    const { receipt, stored, replayed } = await askCorpus(run, (corpus, caller) =>
      corpus.accept(caller, upload),
    )
    if (!stored) run.waitUntil(dropOriginal(run, key))
    else await wake(run, [{ documentId, version: receipt.version }])
    return { ...receipt, ...(replayed ? { replayed } : {}) }
  } catch (thrown) {
    // A refusal stored nothing; after anything else the row may exist, so its original must stay.
    if (BulkheadError.from(thrown).status < 500) run.waitUntil(dropOriginal(run, key))
    throw thrown
  }
}

/** A stream that nobody reads to its end must be cancelled, or its sender waits. */
async function requireRoomOrCancel(run: Run, { rag }: RagTenant, { bytes, body }: Content): Promise<void> {
  try {
    await askCorpus(run, (corpus, caller) => corpus.requireRoom(caller, bytes, rag.maxBytes))
  } catch (thrown) {
    if (!(body instanceof Uint8Array)) await body.cancel()
    throw thrown
  }
}

interface Stored {
  readonly content: Content
  readonly documentId: string
  readonly uploadId: string
  readonly key: string
  readonly bodyHash: string
}

async function uploadOf(ctx: RequestContext, tenant: RagTenant, stored: Stored): Promise<Upload> {
  const { content, documentId, uploadId, key, bodyHash } = stored
  const title = content.title ?? null
  const about = [
    bodyHash,
    title,
    Object.entries(content.metadata).sort(([a], [b]) => (a < b ? -1 : 1)),
    content.format,
    // The same bytes say something else in another encoding.
    ...(content.charset === undefined || content.charset === 'utf-8' ? [] : [content.charset]),
  ]
  const contentHash = await sha256Hex(JSON.stringify(about))
  const fingerprint = await sha256Hex(JSON.stringify([content.id ?? null, contentHash]))
  return {
    documentId,
    title,
    format: content.format,
    bytes: content.bytes,
    metadata: content.metadata,
    contentHash,
    objectKey: key,
    vectorPrefix: await vectorPrefix(ctx.tenantId, documentId, uploadId),
    traceparent: ctx.traceparent,
    chunkTokens: tenant.rag.chunkTokens,
    overlapTokens: tenant.rag.overlapTokens,
    maxDocuments: tenant.rag.maxDocuments,
    maxBytes: tenant.rag.maxBytes,
    flags: tenant.flags,
    keyed: ctx.idempotencyKey === undefined ? null : { key: ctx.idempotencyKey, body: fingerprint },
  }
}
