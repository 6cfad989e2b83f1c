import type { RequestContext } from '@bulkhead/contracts/context'
import type { Metadata } from '@bulkhead/contracts/http/filter'
import type { PutReceipt, RagTenant } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askCorpus } from '../ask-corpus.ts'
import type { Upload } from '../corpus-protocol.ts'
import { startDocument, type NewDocument } from '../ingest/start-document.ts'
import { sha256Hex, vectorPrefix } from '../names.ts'
import type { Run } from '../run.ts'
import { dropOriginal, type FileFacts } from './store-original.ts'

/** A file whose bytes are in R2 and that has no row yet. */
export interface StoredFile extends FileFacts {
  readonly uploadId: string
  readonly key: string
  readonly bodyHash: string
  readonly bytes: number
}

/** What its owner says of a document beside its bytes. */
export interface About {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly metadata: Metadata
  readonly idempotencyKey: string | undefined
}

export function aboutOf(
  said: {
    readonly id?: string | undefined
    readonly title?: string | undefined
    readonly metadata?: Metadata | undefined
  },
  { idempotencyKey }: Pick<RequestContext, 'idempotencyKey'>,
): About {
  return { id: said.id, title: said.title, metadata: said.metadata ?? {}, idempotencyKey }
}

/**
 * The row in the Corpus, then somebody to work on it. Only the row counts: should that get lost, its alarm sends
 * the document round.
 */
export async function acceptStored(
  run: Run,
  tenant: RagTenant,
  stored: StoredFile,
  about: About & { readonly documentId: string },
): Promise<PutReceipt> {
  const { key } = stored
  const upload = await uploadOf(run.ctx, tenant, stored, about)
  try {
    const {
      receipt,
      stored: isUsed,
      replayed,
    } = await askCorpus(run, (corpus, caller) => corpus.accept(caller, upload))
    if (!isUsed) run.waitUntil(dropOriginal(run, key))
    else await startDocument(run, newDocument(stored, about.documentId, receipt.version))
    return { ...receipt, ...(replayed ? { replayed } : {}) }
  } catch (thrown) {
    // A refusal stored nothing; after anything else the row may exist, so its original must stay.
    if (BulkheadError.from(thrown).status < 500) run.waitUntil(dropOriginal(run, key))
    throw thrown
  }
}

function newDocument({ bytes, format }: StoredFile, documentId: string, version: number): NewDocument {
  return { documentId, version, bytes, format }
}

async function uploadOf(
  ctx: RequestContext,
  tenant: RagTenant,
  { uploadId, key, bodyHash, bytes, format, charset }: StoredFile,
  about: About & { readonly documentId: string },
): Promise<Upload> {
  const title = about.title ?? null
  const content = [
    bodyHash,
    title,
    Object.entries(about.metadata).sort(([a], [b]) => (a < b ? -1 : 1)),
    format,
    // The same bytes say something else in another encoding.
    ...(charset === undefined || charset === 'utf-8' ? [] : [charset]),
  ]
  const contentHash = await sha256Hex(JSON.stringify(content))
  const fingerprint = await sha256Hex(JSON.stringify([about.id ?? null, contentHash]))
  const { documentId, metadata, idempotencyKey } = about
  return {
    documentId,
    title,
    format,
    bytes,
    metadata,
    contentHash,
    objectKey: key,
    vectorPrefix: await vectorPrefix(ctx.tenantId, documentId, uploadId),
    traceparent: ctx.traceparent,
    chunkTokens: tenant.rag.chunkTokens,
    overlapTokens: tenant.rag.overlapTokens,
    maxDocuments: tenant.rag.maxDocuments,
    maxBytes: tenant.rag.maxBytes,
    flags: tenant.flags,
    keyed: idempotencyKey === undefined ? null : { key: idempotencyKey, body: fingerprint },
  }
}
