import type { RequestContext } from '@bulkhead/contracts/context'
import { decodeRowCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import type { Document, DocumentReceipt } from '@bulkhead/contracts/http/documents'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import type { EmbeddingProgress } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { stampsOf } from './embedding/slots.ts'
import { wake } from './ingest/wake.ts'
import { objectPrefix } from './names.ts'
import { callerOf, corpusOf, type Scope } from './run.ts'

/** Newest first. */
export async function listDocuments(
  scope: Scope,
  ctx: RequestContext,
  page: PageRequest,
): Promise<Page<Document>> {
  const before = page.cursor === undefined ? null : decodeRowCursor(page.cursor)
  const { data, next } = await corpusOf(scope, ctx.tenantId, (corpus) =>
    corpus.list(callerOf(ctx), page.limit, before),
  )
  return { data, nextCursor: next === null ? null : encodeCursor(String(next)) }
}

export function getDocument(scope: Scope, ctx: RequestContext, documentId: string): Promise<Document> {
  return corpusOf(scope, ctx.tenantId, (corpus) => corpus.get(callerOf(ctx), documentId))
}

export async function deleteDocument(scope: Scope, ctx: RequestContext, documentId: string): Promise<null> {
  await corpusOf(scope, ctx.tenantId, (corpus) => corpus.remove(callerOf(ctx), documentId))
  return null
}

export async function retryDocument(
  scope: Scope,
  ctx: RequestContext,
  documentId: string,
): Promise<DocumentReceipt> {
  const { receipt, ref } = await corpusOf(scope, ctx.tenantId, (corpus) =>
    corpus.retry(callerOf(ctx), documentId),
  )
  await wake(scope, ctx, ref === null ? [] : [ref])
  return receipt
}

export async function retryAll(scope: Scope, ctx: RequestContext): Promise<{ readonly retried: number }> {
  const refs = await corpusOf(scope, ctx.tenantId, (corpus) =>
    corpus.retryAll(callerOf(ctx), stampsOf(scope.env)),
  )
  await wake(scope, ctx, refs)
  return { retried: refs.length }
}

/** To be called is all it takes: the Corpus's constructor opens its database. */
export async function warm(scope: Scope, ctx: RequestContext): Promise<null> {
  await corpusOf(scope, ctx.tenantId, (corpus) => corpus.warm(callerOf(ctx)))
  return null
}

/** Which model the tenant's vectors are by, and how far it is on its way to the next one. */
export function embeddingProgress(scope: Scope, ctx: RequestContext): Promise<EmbeddingProgress> {
  return corpusOf(scope, ctx.tenantId, (corpus) =>
    corpus.embeddingProgress(callerOf(ctx), stampsOf(scope.env)),
  )
}

/** Rows at once, originals now, vectors by the Corpus's alarm until Vectorize has processed it. Originals that no row knows of go too. */
export async function eraseTenant(
  scope: Scope,
  ctx: RequestContext,
): Promise<{ readonly documents: number; readonly chunks: number }> {
  const erased = await corpusOf(scope, ctx.tenantId, (corpus) => corpus.erase(callerOf(ctx)))
  try {
    const prefix = objectPrefix(ctx.tenantId)
    for (let listed = await scope.env.DOCUMENTS.list({ prefix }); listed.objects.length > 0;) {
      await scope.env.DOCUMENTS.delete(listed.objects.map(({ key }) => key))
      listed = await scope.env.DOCUMENTS.list({ prefix })
    }
  } catch (thrown) {
    throw new BulkheadError('storage_unavailable', { cause: thrown })
  }
  return erased
}
