import type { RequestContext } from '@bulkhead/contracts/context'
import { decodeCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import type { Document, DocumentReceipt } from '@bulkhead/contracts/http/documents'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { embeddingStamp } from './embedder.ts'
import { objectPrefix } from './names.ts'
import { callerOf, corpusOf, type Scope } from './scope.ts'
import { wake } from './wake.ts'

/** Newest first. */
export async function listDocuments(
  scope: Scope,
  ctx: RequestContext,
  page: PageRequest,
): Promise<Page<Document>> {
  const before = page.cursor === undefined ? null : positionOf(page.cursor)
  const { data, next } = await corpusOf(scope, ctx.tenantId, (corpus) =>
    corpus.list(callerOf(ctx), page.limit, before),
  )
  return { data, nextCursor: next === null ? null : encodeCursor(String(next)) }
}

function positionOf(cursor: string): number {
  const position = decodeCursor(cursor)
  if (/^\d{1,15}$/.test(position)) return Number(position)
  const message = 'is not a cursor of this list; leave it out to start over'
  throw new BulkheadError('invalid_request', { param: 'cursor', details: [{ path: 'cursor', message }] })
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
    corpus.retryAll(callerOf(ctx), embeddingStamp(scope.env)),
  )
  await wake(scope, ctx, refs)
  return { retried: refs.length }
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
