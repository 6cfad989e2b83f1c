import { ChunkStore } from './chunk-store.ts'
import { DocumentStore } from './document-store.ts'
import { LastFilter } from './last-filter.ts'
import { LedgerStore } from './ledger-store.ts'
import { MoveStore } from './move-store.ts'
import { WordsIndex } from './words-index.ts'

/** All tables of one Corpus. What belongs together is written in one `atomically`. */
export interface CorpusStores {
  readonly documents: DocumentStore
  readonly filtered: LastFilter
  readonly chunks: ChunkStore
  readonly words: WordsIndex
  readonly ledger: LedgerStore
  readonly moves: MoveStore
  readonly atomically: <T>(write: () => T) => T
}

export function openStores(storage: DurableObjectStorage): CorpusStores {
  const documents = new DocumentStore(storage.sql)
  return {
    documents,
    filtered: new LastFilter(storage.sql, documents),
    chunks: new ChunkStore(storage.sql),
    words: new WordsIndex(storage.sql),
    ledger: new LedgerStore(storage.sql),
    moves: new MoveStore(storage.sql),
    atomically: (write) => storage.transactionSync(write),
  }
}
