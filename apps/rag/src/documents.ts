import type { DocumentText, PassageRange } from '@bulkhead/contracts/http/document-text'
import type { Document, DocumentReceipt, DocumentsPage } from '@bulkhead/contracts/http/documents'
import type { Page } from '@bulkhead/contracts/http/lists'
import type { EmbeddingProgress, StorageUse } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askCorpus } from './ask-corpus.ts'
import { stampsOf } from './embedding/slots.ts'
import { chunkId, objectPrefix } from './names.ts'
import type { Run } from './run.ts'
import { wake } from './wake.ts'

/** Newest first. */
export function listDocuments(run: Run, page: DocumentsPage): Promise<Page<Document>> {
  return askCorpus(run, (corpus, caller) => corpus.list(caller, page))
}

export function storage(run: Run): Promise<StorageUse> {
  return askCorpus(run, (corpus, caller) => corpus.storage(caller))
}

export function getDocument(run: Run, documentId: string): Promise<Document> {
  return askCorpus(run, (corpus, caller) => corpus.get(caller, documentId))
}

/** The text of a document as it is searched: of the version before, while a new one is being processed. */
export async function readDocument(run: Run, documentId: string, range: PassageRange): Promise<DocumentText> {
  const { document, version, texts } = await askCorpus(run, (corpus, caller) =>
    corpus.read(caller, documentId, range),
  )
  const passages = texts.slice(0, range.limit).map(({ ordinal, heading, page, text }) => ({
    chunkId: chunkId(documentId, version, ordinal),
    ...(heading === null ? {} : { heading }),
    ...(page === null ? {} : { page }),
    text,
  }))
  return { document, passages, nextFrom: texts.length > range.limit ? range.from + range.limit : null }
}

export async function deleteDocument(run: Run, documentId: string): Promise<null> {
  await askCorpus(run, (corpus, caller) => corpus.remove(caller, documentId))
  return null
}

export async function retryDocument(run: Run, documentId: string): Promise<DocumentReceipt> {
  const { receipt, ref } = await askCorpus(run, (corpus, caller) => corpus.retry(caller, documentId))
  await wake(run, ref === null ? [] : [ref])
  return receipt
}

export async function retryAll(run: Run): Promise<{ readonly retried: number }> {
  const refs = await askCorpus(run, (corpus, caller) => corpus.retryAll(caller, stampsOf(run.env)))
  await wake(run, refs)
  return { retried: refs.length }
}

/** A call is all it takes: the Corpus's constructor opens its database. */
export async function warm(run: Run): Promise<null> {
  await askCorpus(run, (corpus, caller) => corpus.warm(caller))
  return null
}

/** Which model made the tenant's vectors, and how far the change to the next one is. */
export function embeddingProgress(run: Run): Promise<EmbeddingProgress> {
  return askCorpus(run, (corpus, caller) => corpus.embeddingProgress(caller, stampsOf(run.env)))
}

/**
 * Rows at once, originals now, vectors by the Corpus's alarm until Vectorize has processed it. Originals that
 * no row names are deleted too.
 */
export async function eraseTenant(
  run: Run,
): Promise<{ readonly documents: number; readonly chunks: number }> {
  const erased = await askCorpus(run, (corpus, caller) => corpus.erase(caller))
  const { DOCUMENTS } = run.env
  try {
    const prefix = objectPrefix(run.ctx.tenantId)
    for (let listed = await DOCUMENTS.list({ prefix }); listed.objects.length > 0;) {
      await DOCUMENTS.delete(listed.objects.map(({ key }) => key))
      listed = await DOCUMENTS.list({ prefix })
    }
  } catch (thrown) {
    throw new BulkheadError('storage_unavailable', { cause: thrown })
  }
  return erased
}
