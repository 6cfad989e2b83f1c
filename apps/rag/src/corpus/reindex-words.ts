import { REINDEX_CHUNKS } from '../limits.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'
import { WORDS_VERSION } from '../words/index-words.ts'

const DONE = { version: WORDS_VERSION, next: WORDS_VERSION, chunk: 0 }

/** The first chunks of a corpus are indexed by this version of the analyzer, so nothing has to move. */
export function stampWords({ settings, chunks }: CorpusStores): void {
  if (settings.wordsMove().version !== WORDS_VERSION && chunks.isEmpty()) settings.setWordsMove(DONE)
}

/**
 * One slice of the move to this version of the analyzer. Each chunk is replaced in one write, so searches go
 * on meanwhile: what has not moved yet is found by its former tokens. Chunks that are new come after the last
 * and are indexed once more, which changes nothing.
 */
export function reindexWords({ settings, chunks, atomically }: CorpusStores): void {
  atomically(() => {
    const { version, next, chunk } = settings.wordsMove()
    if (version === WORDS_VERSION || chunks.isEmpty()) return
    const last = chunks.reindex(next === WORDS_VERSION ? chunk : 0, REINDEX_CHUNKS)
    settings.setWordsMove(last === undefined ? DONE : { version, next: WORDS_VERSION, chunk: last })
  })
}
