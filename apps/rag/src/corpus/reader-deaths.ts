import type { Claim, Problem } from '../corpus-protocol.ts'
import { MAX_READER_DEATHS, READER_DEATH_WAIT_MS } from '../limits.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'
import { held } from './claims.ts'
import { after } from './lifecycle.ts'

const READER_ENDED: Problem = {
  code: 'reader_ended',
  message: 'Reading the document took too much time or memory. It is tried once more by itself.',
}

const TOO_COMPLEX: Problem = {
  code: 'document_too_complex',
  message:
    'The document takes too much time or memory to read. Simplify it or split it into several, and send it again.',
}

/**
 * Counts a reader that this version ended. The last one it may end fails it for good: only its owner sends it
 * round again, and then it may end one reader more. @returns whether it has failed
 */
export function readerEnded(stores: CorpusStores, claimed: Claim, nowMs: number): boolean {
  return stores.atomically(() => {
    const row = held(stores, claimed)
    if (row === undefined) return false
    const readerDeaths = row.reader_deaths + 1
    const hasFailed = readerDeaths >= MAX_READER_DEATHS
    const againMs = nowMs + READER_DEATH_WAIT_MS
    const next = hasFailed
      ? { ...after('fail', row), dueMs: null, error: TOO_COMPLEX }
      : { ...after('defer', row), notBeforeMs: againMs, dueMs: againMs, error: READER_ENDED }
    stores.documents.change(row.key, { ...next, readerDeaths, leaseUntilMs: 0, crashes: 0 }, nowMs)
    return hasFailed
  })
}
