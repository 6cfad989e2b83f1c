import type { Caller } from '@bulkhead/contracts/context'
import type { PassageRange } from '@bulkhead/contracts/http/document-text'
import type { Document, DocumentsPage } from '@bulkhead/contracts/http/documents'
import type { Filter } from '@bulkhead/contracts/http/filter'
import type { Page } from '@bulkhead/contracts/http/lists'
import type { EmbeddingProgress, StorageUse } from '@bulkhead/contracts/rag'
import type { EveryMethodGuarded, Guarded, GuardedAlarm } from '@bulkhead/worker/guarded'
import { readPage } from '@bulkhead/worker/paging'
import { TenantObject } from '@bulkhead/worker/tenant-object'

import type {
  ChunkText,
  Accepted,
  Batch,
  BatchRequest,
  Claim,
  CorpusObject,
  Deferral,
  DocumentRef,
  EmbeddingStamp,
  EmbeddingStamps,
  Job,
  Problem,
  Resolved,
  Retried,
  StagedChunk,
  Upload,
  Upserted,
  VectorMatch,
  VectorRange,
  WordsFound,
  WordsQuery,
} from '../corpus-protocol.ts'
import type { DocumentRead } from '../document-read.ts'
import { stampsOf } from '../embedding/slots.ts'
import type { RagEnv } from '../env.ts'
import { RANKED_ROWS } from '../limits.ts'
import { nextDueMs, openStores, type CorpusStores } from '../tables/corpus-stores.ts'
import { filterClause } from '../tables/filter-clause.ts'
import { MIGRATIONS } from '../tables/migrations.ts'
import { toDocument } from '../tables/version-row.ts'
import type { SearchLimit } from '../tables/words-index.ts'
import * as claims from './claims.ts'
import * as intake from './intake.ts'
import { advanceMove, moveProgress } from './move.ts'
import * as progress from './progress.ts'
import { readerEnded } from './reader-deaths.ts'
import { reindexWords } from './reindex-words.ts'
import { isStampedBy, searchedStamp } from './stamp.ts'
import { sweep } from './sweep.ts'

const KIND = { className: 'Corpus', source: 'rag/corpus', migrations: MIGRATIONS }

/**
 * One per tenant: its documents, their chunks and words, and where each is on its way into the index. It
 * stores and decides; reading, embedding and waiting are done by the Worker, so that a search is never kept
 * waiting behind an upload.
 */
export class Corpus extends TenantObject<RagEnv> implements CorpusObject, EveryMethodGuarded<Corpus> {
  readonly #stores: CorpusStores

  constructor(ctx: DurableObjectState, env: RagEnv) {
    super(ctx, env, KIND)
    this.#stores = openStores(ctx.storage)
    // A change of the model comes with a deployment, which starts every object anew. From here on the alarm
    // carries it.
    advanceMove(this.#stores, stampsOf(env), Date.now())
    // A small corpus has moved to this version of the analyzer before anybody searches it.
    reindexWords(this.#stores)
    // The runtime gives up an alarm that failed six times: whoever wakes the object sets it again.
    void this.ctx.blockConcurrencyWhile(() => this.#setAlarm())
  }

  accept(caller: Caller, upload: Upload): Guarded<Accepted> {
    return this.#write('accept', caller, (nowMs) =>
      intake.accept(this.#stores, upload, caller.requestId, nowMs),
    )
  }

  get(caller: Caller, documentId: string): Guarded<Document> {
    return this.guarded('get', caller, () => toDocument(intake.requireNewest(this.#stores, documentId)))
  }

  read(caller: Caller, documentId: string, range: PassageRange): Guarded<DocumentRead> {
    return this.guarded('read', caller, () => intake.readDocument(this.#stores, documentId, range))
  }

  requireRoom(caller: Caller, bytes: number, maxBytes: number): Guarded<void> {
    return this.guarded('requireRoom', caller, () => intake.requireRoom(this.#stores, bytes, maxBytes))
  }

  storage(caller: Caller): Guarded<StorageUse> {
    return this.guarded('storage', caller, () => ({
      documents: this.#stores.documents.count(),
      documentBytes: this.#stores.documents.heldBytes(),
    }))
  }

  /** Newest first. */
  list(caller: Caller, page: DocumentsPage): Guarded<Page<Document>> {
    return this.guarded('list', caller, () =>
      readPage(page, {
        from: Number.MAX_SAFE_INTEGER,
        rows: (before, count) => this.#stores.documents.page(count, before, page),
        show: toDocument,
      }),
    )
  }

  remove(caller: Caller, documentId: string): Guarded<void> {
    return this.#write('remove', caller, (nowMs) => intake.remove(this.#stores, documentId, nowMs))
  }

  erase(caller: Caller): Guarded<{ documents: number; chunks: number }> {
    return this.#write('erase', caller, (nowMs) => intake.erase(this.#stores, nowMs))
  }

  retry(caller: Caller, documentId: string): Guarded<Retried> {
    return this.#write('retry', caller, (nowMs) => intake.retryOne(this.#stores, documentId, nowMs))
  }

  retryAll(caller: Caller, stamps: EmbeddingStamps): Guarded<DocumentRef[]> {
    return this.#write('retryAll', caller, (nowMs) => intake.retryAll(this.#stores, stamps, nowMs))
  }

  claim(caller: Caller, refs: readonly DocumentRef[]): Guarded<Job[]> {
    return this.#write('claim', caller, (nowMs) => claims.claim(this.#stores, refs, nowMs))
  }

  waiting(caller: Caller, limit: number): Guarded<DocumentRef[]> {
    return this.guarded('waiting', caller, () => claims.waiting(this.#stores, limit, Date.now()))
  }

  renew(caller: Caller, held: readonly Claim[]): Guarded<void> {
    return this.#write('renew', caller, (nowMs) => claims.renew(this.#stores, held, nowMs))
  }

  stage(caller: Caller, claim: Claim, from: number, chunks: readonly StagedChunk[]): Guarded<boolean> {
    return this.#write('stage', caller, (nowMs) =>
      progress.stage(this.#stores, claim, { from, chunks }, nowMs),
    )
  }

  publish(caller: Caller, claim: Claim, title: string): Guarded<boolean> {
    return this.#write('publish', caller, (nowMs) => progress.publish(this.#stores, claim, title, nowMs))
  }

  passages(caller: Caller, held: readonly Claim[], request: BatchRequest): Guarded<Batch | null> {
    return this.#write('passages', caller, (nowMs) => progress.passages(this.#stores, held, request, nowMs))
  }

  upserted(caller: Caller, done: readonly Upserted[]): Guarded<void> {
    return this.#write('upserted', caller, (nowMs) => progress.upserted(this.#stores, done, nowMs))
  }

  defer(caller: Caller, held: readonly Claim[], deferral: Deferral): Guarded<void> {
    return this.#write('defer', caller, (nowMs) => progress.defer(this.#stores, held, deferral, nowMs))
  }

  yieldTurn(caller: Caller, held: readonly Claim[], dueInMs = 0): Guarded<void> {
    return this.#write('yieldTurn', caller, (now) => claims.yieldTurn(this.#stores, held, now, dueInMs))
  }

  crashed(caller: Caller, held: readonly Claim[]): Guarded<void> {
    return this.#write('crashed', caller, (nowMs) => claims.crashed(this.#stores, held, nowMs))
  }

  readerEnded(caller: Caller, claim: Claim): Guarded<boolean> {
    return this.#write('readerEnded', caller, (nowMs) => readerEnded(this.#stores, claim, nowMs))
  }

  fail(caller: Caller, claim: Claim, problem: Problem): Guarded<void> {
    return this.#write('fail', caller, (nowMs) => progress.fail(this.#stores, claim, problem, nowMs))
  }

  giveUp(caller: Caller, ref: DocumentRef): Guarded<boolean> {
    return this.#write('giveUp', caller, (nowMs) => claims.giveUp(this.#stores, ref, nowMs))
  }

  searchWords(caller: Caller, query: WordsQuery): Guarded<WordsFound> {
    return this.guarded('searchWords', caller, () => ({
      hits: this.#stores.words.search(query.terms, this.#limitOf(query.filter)),
      isIncomplete: this.#stores.documents.hasUnsearchable(),
    }))
  }

  searchedModel(caller: Caller, stamps: EmbeddingStamps): Guarded<EmbeddingStamp | null> {
    return this.guarded('searchedModel', caller, () => searchedStamp(this.#stores, stamps))
  }

  embeddingProgress(caller: Caller, stamps: EmbeddingStamps): Guarded<EmbeddingProgress> {
    return this.guarded('embeddingProgress', caller, () => moveProgress(this.#stores, stamps))
  }

  resolve(
    caller: Caller,
    matches: readonly VectorMatch[],
    stamp: EmbeddingStamp,
    filter: Filter | undefined,
  ): Guarded<Resolved> {
    return this.guarded('resolve', caller, () => ({
      hits: isStampedBy(this.#stores, stamp) ? this.#stores.chunks.resolve(matches, filter) : null,
    }))
  }

  vectorsMeeting(caller: Caller, filter: Filter, chunksMax: number): Guarded<VectorRange[] | null> {
    return this.guarded('vectorsMeeting', caller, () => this.#stores.filtered.meeting(filter, chunksMax))
  }

  texts(caller: Caller, chunks: readonly number[]): Guarded<ChunkText[]> {
    return this.guarded('texts', caller, () => this.#stores.chunks.texts(chunks))
  }

  warm(caller: Caller): Guarded<void> {
    return this.guarded('warm', caller, () => undefined)
  }

  override alarm(): GuardedAlarm {
    return this.guardedAlarm(async (tenantId) => {
      await sweep({ tenantId, stores: this.#stores, env: this.env, log: this.log })
      await this.#setAlarm()
    })
  }

  /** Few chunks are ranked among themselves; many are ranked with all the others and tested afterwards. */
  #limitOf(filter: Filter | undefined): SearchLimit | undefined {
    if (filter === undefined || Object.keys(filter).length === 0) return undefined
    const few = this.#stores.filtered.meeting(filter, RANKED_ROWS)
    if (few === null) return { clause: filterClause(filter, 'v.metadata', 3) }
    return { versions: few.map(({ key }) => key) }
  }

  /** Whatever a write has made due, the alarm is set for it, also when the write was refused half way. */
  #write<T>(method: string, caller: Caller, work: (nowMs: number) => T): Guarded<T> {
    return this.guarded(method, caller, async () => {
      try {
        return work(Date.now())
      } finally {
        this.#stores.report.touch(Date.now())
        await this.#setAlarm()
      }
    })
  }

  async #setAlarm(): Promise<void> {
    const dueMs = nextDueMs(this.#stores)
    const setMs = await this.ctx.storage.getAlarm()
    if (dueMs !== undefined && (setMs === null || dueMs < setMs)) await this.ctx.storage.setAlarm(dueMs)
  }
}
