import { IdempotencyStore } from '@bulkhead/worker/idempotency-store'

import { IDEMPOTENCY_KEPT_MS } from '../limits.ts'
import { WORDS_VERSION } from '../words/index-words.ts'
import { ChunkStore } from './chunk-store.ts'
import { DiscardStore } from './discard-store.ts'
import { DocumentStore } from './document-store.ts'
import { LastFilter } from './last-filter.ts'
import { MoveStore } from './move-store.ts'
import { ReportStore } from './report-store.ts'
import { SettingsStore } from './settings-store.ts'
import { WordsIndex } from './words-index.ts'

/** All tables of one Corpus. What belongs together is written in one `atomically`. */
export interface CorpusStores {
  readonly settings: SettingsStore
  readonly documents: DocumentStore
  readonly filtered: LastFilter
  readonly chunks: ChunkStore
  readonly words: WordsIndex
  readonly discards: DiscardStore
  readonly keys: IdempotencyStore
  readonly moves: MoveStore
  readonly report: ReportStore
  readonly atomically: <T>(write: () => T) => T
}

export function openStores(storage: DurableObjectStorage): CorpusStores {
  const documents = new DocumentStore(storage.sql)
  return {
    settings: new SettingsStore(storage.sql),
    documents,
    filtered: new LastFilter(storage.sql, documents),
    chunks: new ChunkStore(storage.sql),
    words: new WordsIndex(storage.sql),
    discards: new DiscardStore(storage.sql),
    keys: new IdempotencyStore(storage.sql, IDEMPOTENCY_KEPT_MS),
    moves: new MoveStore(storage.sql),
    report: new ReportStore(storage, documents),
    atomically: (write) => storage.transactionSync(write),
  }
}

/** When the alarm is next needed. */
export function nextDueMs(stores: CorpusStores): number | undefined {
  const { documents, discards, keys, settings, chunks, report } = stores
  if (settings.wordsMove().version !== WORDS_VERSION && !chunks.isEmpty()) return 1
  const due = [documents.nextDueMs(), discards.nextDueMs(), keys.nextExpiryMs(), report.nextDueMs()]
  const known = due.filter((ms) => ms !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
