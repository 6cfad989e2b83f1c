import type { RequestContext } from '@bulkhead/contracts/context'
import type { PassageRange } from '@bulkhead/contracts/http/document-text'
import type { DocumentInput, DocumentsPage } from '@bulkhead/contracts/http/documents'
import type { EmbeddingsRequest } from '@bulkhead/contracts/http/embeddings'
import type { RerankRequest } from '@bulkhead/contracts/http/rerank'
import type { SearchRequest } from '@bulkhead/contracts/http/search'
import type { FileInput, FormInput, RagService, RagTenant } from '@bulkhead/contracts/rag'
import type { WarmAsk } from '@bulkhead/contracts/warm-all'
import { gatheredMethod } from '@bulkhead/worker/gathered-method'
import { answerPing } from '@bulkhead/worker/ping'
import { warmEach } from '@bulkhead/worker/warm'
import { WorkerEntrypoint } from 'cloudflare:workers'

import {
  deleteDocument,
  embeddingProgress,
  eraseTenant,
  getDocument,
  listDocuments,
  readDocument,
  retryAll,
  retryDocument,
  storage,
  warm,
} from './documents.ts'
import { embeddings } from './embedding/embeddings.ts'
import { currentSlot, stampOf } from './embedding/slots.ts'
import type { RagEnv } from './env.ts'
import { rerank } from './rerank/rerank.ts'
import { runOf, startInvocation, type Run } from './run.ts'
import { consult, search } from './search/search.ts'
import { putForm } from './upload/form/put-form.ts'
import { putFiles, putText } from './upload/put-document.ts'

/** RPC only: this Worker has no route and answers nothing over HTTP. */
export class Rag extends WorkerEntrypoint<RagEnv> implements RagService {
  putDocument(ctx: RequestContext, tenant: RagTenant, input: DocumentInput) {
    return this.#run(ctx, (run) => putText(run, tenant, input))
  }

  putFiles(ctx: RequestContext, tenant: RagTenant, input: FileInput, body: ReadableStream<Uint8Array>) {
    return this.#run(ctx, (run) => putFiles(run, tenant, { ...input, body }))
  }

  putForm(ctx: RequestContext, tenant: RagTenant, input: FormInput, body: ReadableStream<Uint8Array>) {
    return this.#run(ctx, (run) => putForm(run, tenant, { ...input, body }))
  }

  listDocuments(ctx: RequestContext, page: DocumentsPage) {
    return this.#run(ctx, (run) => listDocuments(run, page))
  }

  storage(ctx: RequestContext) {
    return this.#run(ctx, storage)
  }

  getDocument(ctx: RequestContext, documentId: string) {
    return this.#run(ctx, (run) => getDocument(run, documentId))
  }

  readDocument(ctx: RequestContext, documentId: string, range: PassageRange) {
    return this.#run(ctx, (run) => readDocument(run, documentId, range))
  }

  deleteDocument(ctx: RequestContext, documentId: string) {
    return this.#run(ctx, (run) => deleteDocument(run, documentId))
  }

  retryDocument(ctx: RequestContext, documentId: string) {
    return this.#run(ctx, (run) => retryDocument(run, documentId))
  }

  retryAll(ctx: RequestContext) {
    return this.#run(ctx, retryAll)
  }

  embeddingProgress(ctx: RequestContext) {
    return this.#run(ctx, embeddingProgress)
  }

  search(ctx: RequestContext, tenant: RagTenant, request: SearchRequest) {
    return this.#run(ctx, (run) => search(run, tenant, request))
  }

  consult(ctx: RequestContext, tenant: RagTenant, request: SearchRequest) {
    return this.#run(ctx, (run) => consult(run, tenant, request))
  }

  rerank(ctx: RequestContext, request: RerankRequest) {
    return this.#run(ctx, (run) => rerank(run, request))
  }

  embed(ctx: RequestContext, request: EmbeddingsRequest) {
    return this.#run(ctx, (run) => embeddings(run, request))
  }

  embeddingModel() {
    return Promise.resolve(stampOf(currentSlot(this.env)))
  }

  erase(ctx: RequestContext) {
    return this.#run(ctx, eraseTenant)
  }

  warm(ctx: RequestContext) {
    return this.#run(ctx, warm)
  }

  warmAll(asks: readonly WarmAsk[]) {
    return warmEach(asks, ({ ctx }) => this.warm(ctx))
  }

  ping() {
    const needed = ['CORPORA', 'DOCUMENTS', 'INGEST', 'VECTORIZE', 'AI', 'RATE_LIMIT', 'EXTRACT'] as const
    return answerPing(this.env, needed)
  }

  #run<T>(ctx: RequestContext, method: (run: Run) => Promise<T>) {
    const invocation = startInvocation(this.env, this.ctx, 'rag/rpc')
    return gatheredMethod(invocation, ctx, (log) => method(runOf({ ...invocation, log }, ctx)))
  }
}
