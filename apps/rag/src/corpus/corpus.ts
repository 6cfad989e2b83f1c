import type { Document, DocumentReceipt } from '@bulkhead/contracts/http/documents'
import type { Filter } from '@bulkhead/contracts/http/filter'
import type { EmbeddingProgress } from '@bulkhead/contracts/rag'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { boundary } from '@bulkhead/worker/boundary'
import { migrate } from '@bulkhead/worker/migrate'
import { DurableObject } from 'cloudflare:workers'

import type {
  Accepted,
  Batch,
  BatchRequest,
  Caller,
  ChunkText,
  Claim,
  Deferral,
  DocumentPage,
  DocumentRef,
  EmbeddingStamp,
  EmbeddingStamps,
  Job,
  Problem,
  Resolved,
  StagedChunk,
  Upload,
  Upserted,
  VectorMatch,
  VectorRange,
  WordsHit,
  WordsQuery,
} from '../corpus-protocol.ts'
import { stampsOf } from '../embedding/slots.ts'
import type { RagEnv } from '../env.ts'
import { IDEMPOTENCY_KEPT_MS, RANKED_ROWS, REDRIVE_MS } from '../limits.ts'
import { openStores, type CorpusStores } from '../tables/corpus-stores.ts'
import { filterClause } from '../tables/filter-clause.ts'
import { MIGRATIONS } from '../tables/migrations.ts'
import { toDocument } from '../tables/version-row.ts'
import type { SearchLimit } from '../tables/words-index.ts'
import { accept, erase, receiptOf, remove, requireNewest, retry, retryAll } from './intake.ts'
import { advanceMove, moveProgress } from './move.ts'
import * as progress from './progress.ts'
import { isStampedBy, knownStamp, newestOf } from './stamp.ts'
import { sweep } from './sweep.ts'

/** The object as its Worker calls it, as every release records it. @public */
export type CorpusObject = Omit<Corpus, keyof DurableObject | '__DURABLE_OBJECT_BRAND'>

/**
 * One per tenant: its documents, their chunks and words, and where each stands on its way into the index. It stores and decides; reading,
 * embedding and waiting are done by the Worker, so that a search is never kept waiting behind an upload.
 */
export class Corpus extends DurableObject<RagEnv> {
  readonly #stores: CorpusStores
  readonly #log: Log

  constructor(ctx: DurableObjectState, env: RagEnv) {
    super(ctx, env)
    this.#log = new Log('rag/corpus', env.LOG_LEVEL)
    migrate(ctx.storage, MIGRATIONS, this.#log)
    this.#stores = openStores(ctx.storage)
    this.#setOutForNextModel()
    // The runtime gives up an alarm that failed six times: whoever wakes the object sets it again.
    void this.ctx.blockConcurrencyWhile(() => this.#setAlarm())
  }

  /** A change of the model comes with a deployment, which starts every object anew. From here on the alarm carries it. */
  #setOutForNextModel(): void {
    advanceMove(this.#stores, stampsOf(this.env), Date.now())
  }

  accept(caller: Caller, upload: Upload): Promise<Accepted> {
    return this.#write('accept', caller, (nowMs) => accept(this.#stores, upload, caller.requestId, nowMs))
  }

  get(caller: Caller, documentId: string): Promise<Document> {
    return this.#read('get', caller, () => toDocument(requireNewest(this.#stores, documentId)))
  }

  list(caller: Caller, limit: number, before: number | null): Promise<DocumentPage> {
    return this.#read('list', caller, () => {
      const rows = this.#stores.documents.page(limit + 1, before ?? Number.MAX_SAFE_INTEGER)
      const shown = rows.slice(0, limit)
      return { data: shown.map(toDocument), next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null }
    })
  }

  remove(caller: Caller, documentId: string): Promise<void> {
    return this.#write('remove', caller, (nowMs) => remove(this.#stores, documentId, nowMs))
  }

  erase(caller: Caller): Promise<{ documents: number; chunks: number }> {
    return this.#write('erase', caller, (nowMs) => erase(this.#stores, nowMs))
  }

  /** `ref` is set when the document goes round again and a message is due. */
  retry(caller: Caller, documentId: string): Promise<{ receipt: DocumentReceipt; ref: DocumentRef | null }> {
    return this.#write('retry', caller, (nowMs) => {
      const ref = retry(this.#stores, requireNewest(this.#stores, documentId), nowMs) ?? null
      return { receipt: receiptOf(requireNewest(this.#stores, documentId)), ref }
    })
  }

  retryAll(caller: Caller, stamps: EmbeddingStamps): Promise<DocumentRef[]> {
    return this.#write('retryAll', caller, (nowMs) => retryAll(this.#stores, stamps, nowMs))
  }

  claim(caller: Caller, refs: readonly DocumentRef[]): Promise<Job[]> {
    return this.#write('claim', caller, (nowMs) => progress.claim(this.#stores, refs, nowMs))
  }

  renew(caller: Caller, claims: readonly Claim[]): Promise<void> {
    return this.#write('renew', caller, (nowMs) => progress.renew(this.#stores, claims, nowMs))
  }

  stage(caller: Caller, claim: Claim, from: number, chunks: readonly StagedChunk[]): Promise<boolean> {
    return this.#write('stage', caller, (nowMs) =>
      progress.stage(this.#stores, claim, { from, chunks }, nowMs),
    )
  }

  publish(caller: Caller, claim: Claim, title: string): Promise<boolean> {
    return this.#write('publish', caller, (nowMs) => progress.publish(this.#stores, claim, title, nowMs))
  }

  /** Null: the vectors of this corpus are another model's. */
  passages(caller: Caller, claims: readonly Claim[], request: BatchRequest): Promise<Batch | null> {
    return this.#write(
      'passages',
      caller,
      (nowMs) => progress.passages(this.#stores, claims, request, nowMs) ?? null,
    )
  }

  upserted(caller: Caller, done: readonly Upserted[]): Promise<void> {
    return this.#write('upserted', caller, (nowMs) => progress.upserted(this.#stores, done, nowMs))
  }

  defer(caller: Caller, claims: readonly Claim[], deferral: Deferral): Promise<void> {
    return this.#write('defer', caller, (nowMs) => progress.defer(this.#stores, claims, deferral, nowMs))
  }

  yieldTurn(caller: Caller, claims: readonly Claim[]): Promise<void> {
    return this.#write('yieldTurn', caller, (nowMs) => progress.yieldTurn(this.#stores, claims, nowMs))
  }

  crashed(caller: Caller, claims: readonly Claim[]): Promise<void> {
    return this.#write('crashed', caller, (nowMs) => progress.crashed(this.#stores, claims, nowMs))
  }

  fail(caller: Caller, claim: Claim, problem: Problem): Promise<void> {
    return this.#write('fail', caller, (nowMs) => progress.fail(this.#stores, claim, problem, nowMs))
  }

  giveUp(caller: Caller, ref: DocumentRef): Promise<boolean> {
    return this.#write('giveUp', caller, (nowMs) => progress.giveUp(this.#stores, ref, nowMs))
  }

  /** `isIncomplete`: some document is not searchable yet. */
  searchWords(caller: Caller, query: WordsQuery): Promise<{ hits: WordsHit[]; isIncomplete: boolean }> {
    return this.#read('searchWords', caller, () => ({
      hits: this.#stores.words.search(query.terms, this.#limitOf(query.filter)),
      isIncomplete: this.#stores.documents.hasUnsearchable(),
    }))
  }

  /** Whose vectors a search has to compare with. Null: another model's, so none. */
  searchedModel(caller: Caller, stamps: EmbeddingStamps): Promise<EmbeddingStamp | null> {
    return this.#read('searchedModel', caller, () =>
      this.#stores.ledger.stamp() === undefined
        ? newestOf(stamps)
        : (knownStamp(this.#stores, stamps) ?? null),
    )
  }

  embeddingProgress(caller: Caller, stamps: EmbeddingStamps): Promise<EmbeddingProgress> {
    return this.#read('embeddingProgress', caller, () => moveProgress(this.#stores, stamps))
  }

  resolve(
    caller: Caller,
    matches: readonly VectorMatch[],
    stamp: EmbeddingStamp,
    filter: Filter | undefined,
  ): Promise<Resolved> {
    return this.#read('resolve', caller, () => {
      return {
        hits: isStampedBy(this.#stores, stamp) ? this.#stores.chunks.resolve(matches, filter) : null,
      }
    })
  }

  warm(caller: Caller): Promise<void> {
    return this.#read('warm', caller, () => undefined)
  }

  /** Where the vectors of all that meets the filter are, or null when they are more than `chunksMax`. */
  vectorsMeeting(caller: Caller, filter: Filter, chunksMax: number): Promise<VectorRange[] | null> {
    return this.#read('vectorsMeeting', caller, () => this.#stores.filtered.meeting(filter, chunksMax))
  }

  texts(caller: Caller, chunks: readonly number[]): Promise<ChunkText[]> {
    return this.#read('texts', caller, () => this.#stores.chunks.texts(chunks))
  }

  /** Delivered at least once; everything it does is safe to repeat. */
  override async alarm(): Promise<void> {
    const owner = this.#stores.ledger.owner()
    if (owner === undefined) return
    const tenantId = parseTenantId(owner)
    const run = { tenantId, stores: this.#stores, env: this.env, log: this.#log }
    try {
      await this.#write('alarm', { tenantId, requestId: 'alarm' }, () => sweep(run))
    } catch {
      // Logged by the boundary. What is due stays due, so without a pause the alarm would fire again at once.
      await this.ctx.storage.setAlarm(Date.now() + REDRIVE_MS)
    }
  }

  /** Few chunks are ranked among themselves; many are ranked with all the others and tested afterwards. */
  #limitOf(filter: Filter | undefined): SearchLimit | undefined {
    if (filter === undefined || Object.keys(filter).length === 0) return undefined
    const few = this.#stores.filtered.meeting(filter, RANKED_ROWS)
    if (few === null) return { clause: filterClause(filter, 'v.metadata', 3) }
    return { versions: few.map(({ key }) => key) }
  }

  /** Fails closed: a corpus serves the tenant that it was made for and nobody else. */
  #admit(tenantId: TenantId): void {
    const owner = this.#stores.ledger.owner()
    if (owner === undefined) this.#stores.ledger.setOwner(parseTenantId(tenantId))
    else if (owner !== tenantId) throw new Error('this corpus belongs to another tenant')
  }

  #read<T>(
    method: string,
    { tenantId, requestId, traceId }: Caller,
    work: (nowMs: number) => T | Promise<T>,
  ): Promise<T> {
    const objectId = this.ctx.id.toString()
    const storageBytes = () => this.ctx.storage.sql.databaseSize
    const call = { className: 'Corpus', objectId, method, tenantId, requestId, traceId, storageBytes }
    return boundary(this.#log, call, () => {
      this.#admit(tenantId)
      return work(Date.now())
    })
  }

  /** Whatever a write has made due, the alarm is set for it, also when the write was refused half way. */
  #write<T>(method: string, caller: Caller, work: (nowMs: number) => T | Promise<T>): Promise<T> {
    return this.#read(method, caller, async (nowMs) => {
      try {
        return await work(nowMs)
      } finally {
        await this.#setAlarm()
      }
    })
  }

  async #setAlarm(): Promise<void> {
    const dueMs = this.#stores.ledger.nextDueMs(IDEMPOTENCY_KEPT_MS)
    const setMs = await this.ctx.storage.getAlarm()
    if (dueMs !== undefined && (setMs === null || dueMs < setMs)) await this.ctx.storage.setAlarm(dueMs)
  }
}
