import { charsetOf } from '@bulkhead/contracts/formats/charset'
import type { DocumentInput } from '@bulkhead/contracts/http/documents'
import { createId } from '@bulkhead/contracts/ids'
import type { FileInput, PutFilesReply, PutReceipt, RagTenant } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askCorpus } from '../ask-corpus.ts'
import { ASKED_FIRST_BYTES, UPLOAD_IDLE_MS, UPLOAD_MARGIN_MS } from '../limits.ts'
import { objectKey } from '../names.ts'
import type { Run } from '../run.ts'
import { acceptStored, aboutOf, type About } from './accept-stored.ts'
import { formatOf } from './accepted-format.ts'
import { stageEntries, storeArchive } from './archive/stage-archive.ts'
import { acceptBatch } from './batch.ts'
import { Incoming } from './incoming.ts'
import { wholeOf } from './pieces.ts'
import { storeOriginal, type Original } from './store-original.ts'

type RawFile = FileInput & { readonly body: ReadableStream<Uint8Array> }

/** `POST /v1/documents` as JSON. */
export function putText(run: Run, tenant: RagTenant, input: DocumentInput): Promise<PutReceipt> {
  const bytes = new TextEncoder().encode(input.text)
  const format = input.format ?? 'text'
  const original = { format, charset: 'utf-8', bytes: bytes.byteLength, body: bytes, fileName: undefined }
  return putOriginal(run, tenant, original, aboutOf(input, run.ctx))
}

/**
 * `POST /v1/documents` with a raw file; streamed, since it may be a fifth of an isolate's memory. Each file of an
 * archive becomes a document.
 */
export async function putFiles(run: Run, tenant: RagTenant, file: RawFile): Promise<PutFilesReply> {
  const { incoming, format } = await openFile(run, file)
  const about = aboutOf(file, run.ctx)
  if (format === 'archive') {
    const entries = await storeArchive(run, await wholeOf(incoming.chunks(), file.bytes))
    return acceptBatch(run, tenant, await stageEntries(entries, about))
  }
  const { replayed, ...receipt } = await putOriginal(run, tenant, originalOf(file, format, incoming), about)
  return { isBatch: false, files: [receipt], ...(replayed === undefined ? {} : { replayed }) }
}

async function openFile(run: Run, file: RawFile) {
  if (file.bytes === 0) throw emptyFile()
  const deadline = run.ctx.deadline - UPLOAD_MARGIN_MS
  const incoming = new Incoming(file.body, { bytes: file.bytes, idleMs: UPLOAD_IDLE_MS, deadline })
  // A stream that nobody reads to its end must be cancelled, or its sender waits.
  try {
    return { incoming, format: formatOf({ ...file, head: await incoming.head() }) }
  } catch (thrown) {
    await incoming.cancel()
    throw thrown
  }
}

function originalOf(file: RawFile, format: Original['format'], body: Incoming): Original {
  const { contentType, bytes, fileName } = file
  return { format, charset: charsetOf(contentType), bytes, body, fileName }
}

function emptyFile(): BulkheadError {
  const message = 'must have at least one byte'
  return new BulkheadError('invalid_request', { details: [{ path: 'body', message }] })
}

async function putOriginal(
  run: Run,
  tenant: RagTenant,
  original: Original,
  about: About,
): Promise<PutReceipt> {
  const documentId = about.id ?? createId('doc')
  const uploadId = crypto.randomUUID()
  const key = objectKey(run.ctx.tenantId, documentId, uploadId)
  if (original.bytes >= ASKED_FIRST_BYTES) await requireRoomOrCancel(run, tenant, original)
  const bodyHash = await storeOriginal(run, key, original)
  return acceptStored(run, tenant, { ...original, uploadId, key, bodyHash }, { ...about, documentId })
}

/** A stream that nobody reads to its end must be cancelled, or its sender waits. */
async function requireRoomOrCancel(run: Run, { rag }: RagTenant, { bytes, body }: Original): Promise<void> {
  try {
    await askCorpus(run, (corpus, caller) => corpus.requireRoom(caller, bytes, rag.maxBytes))
  } catch (thrown) {
    if (!(body instanceof Uint8Array)) await body.cancel()
    throw thrown
  }
}
