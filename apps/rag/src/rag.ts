import { logFieldsOf, type RequestContext } from '@bulkhead/contracts/context'
import type { DocumentInput } from '@bulkhead/contracts/http/documents'
import type { EmbeddingsRequest } from '@bulkhead/contracts/http/embeddings'
import type { PageRequest } from '@bulkhead/contracts/http/lists'
import type { SearchRequest } from '@bulkhead/contracts/http/search'
import type { FileInput, RagService, RagTenant } from '@bulkhead/contracts/rag'
import { warmEach, type WarmAsk } from '@bulkhead/contracts/warm-all'
import { Log } from '@bulkhead/logging/log'
import { Settlements } from '@bulkhead/spending/settlements'
import { answerPing } from '@bulkhead/worker/ping'
import { rpcMethod } from '@bulkhead/worker/rpc-method'
import { WorkerEntrypoint } from 'cloudflare:workers'

import {
  deleteDocument,
  embeddingProgress,
  eraseTenant,
  getDocument,
  listDocuments,
  retryAll,
  retryDocument,
  warm,
} from './documents.ts'
import { embeddings } from './embedding/embeddings.ts'
import { currentSlot, stampOf } from './embedding/slots.ts'
import type { RagEnv } from './env.ts'
import { SERVICE_CALLS } from './limits.ts'
import type { Scope } from './run.ts'
import { consult, search } from './search/search.ts'
import { ServiceCalls } from './service-calls.ts'
import { putFile, putText } from './upload/put-document.ts'

const settlements = new Settlements()

export function openScope(env: RagEnv, run: Pick<ExecutionContext, 'waitUntil'>, source: string): Scope {
  return {
    env,
    log: new Log(source, env.LOG_LEVEL),
    settlements,
    serviceCalls: new ServiceCalls(SERVICE_CALLS),
    waitUntil: (work) => run.waitUntil(work),
  }
}

/** RPC only: this Worker has no route and answers nothing over HTTP. */
export class Rag extends WorkerEntrypoint<RagEnv> implements RagService {
  putDocument(ctx: RequestContext, tenant: RagTenant, input: DocumentInput) {
    return this.#run(ctx, (scope) => putText(scope, ctx, tenant, input))
  }

  putFile(ctx: RequestContext, tenant: RagTenant, input: FileInput, body: ReadableStream<Uint8Array>) {
    return this.#run(ctx, (scope) => putFile(scope, ctx, tenant, { ...input, body }))
  }

  listDocuments(ctx: RequestContext, page: PageRequest) {
    return this.#run(ctx, (scope) => listDocuments(scope, ctx, page))
  }

  getDocument(ctx: RequestContext, documentId: string) {
    return this.#run(ctx, (scope) => getDocument(scope, ctx, documentId))
  }

  deleteDocument(ctx: RequestContext, documentId: string) {
    return this.#run(ctx, (scope) => deleteDocument(scope, ctx, documentId))
  }

  retryDocument(ctx: RequestContext, documentId: string) {
    return this.#run(ctx, (scope) => retryDocument(scope, ctx, documentId))
  }

  retryAll(ctx: RequestContext) {
    return this.#run(ctx, (scope) => retryAll(scope, ctx))
  }

  embeddingProgress(ctx: RequestContext) {
    return this.#run(ctx, (scope) => embeddingProgress(scope, ctx))
  }

  search(ctx: RequestContext, tenant: RagTenant, request: SearchRequest) {
    return this.#run(ctx, (scope) => search(scope, ctx, tenant, request))
  }

  consult(ctx: RequestContext, tenant: RagTenant, request: SearchRequest) {
    return this.#run(ctx, (scope) => consult(scope, ctx, tenant, request))
  }

  embed(ctx: RequestContext, request: EmbeddingsRequest) {
    return this.#run(ctx, (scope) => embeddings(scope, ctx, request))
  }

  embeddingModel() {
    return Promise.resolve(stampOf(currentSlot(this.env)))
  }

  erase(ctx: RequestContext) {
    return this.#run(ctx, (scope) => eraseTenant(scope, ctx))
  }

  warm(ctx: RequestContext) {
    return this.#run(ctx, (scope) => warm(scope, ctx))
  }

  warmAll(asks: readonly WarmAsk[]) {
    return warmEach(asks, ({ ctx }) => this.warm(ctx))
  }

  ping() {
    return answerPing(this.env, ['CORPORA', 'DOCUMENTS', 'INGEST', 'VECTORIZE', 'AI', 'RATE_LIMIT'])
  }

  #run<T>(ctx: RequestContext, run: (scope: Scope) => Promise<T>) {
    const scope = openScope(this.env, this.ctx, 'rag/rpc')
    return rpcMethod(scope.log, ctx, () => run({ ...scope, log: scope.log.with(logFieldsOf(ctx)) }))
  }
}
