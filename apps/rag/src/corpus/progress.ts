import type {
  Batch,
  BatchRequest,
  Claim,
  Deferral,
  Passage,
  Problem,
  StagedChunk,
  Upserted,
} from '../corpus-protocol.ts'
import { CONFIRM_BASE_MS } from '../limits.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'
import type { VersionRow } from '../tables/version-row.ts'
import { held, leaseFrom } from './claims.ts'
import { discardVersion } from './discard-version.ts'
import { growingDelayMs } from './growing-delay.ts'
import { after } from './lifecycle.ts'
import { isMoving } from './move.ts'
import { stampWords } from './reindex-words.ts'
import { claimStamp } from './stamp.ts'

/** How a claimed version moves along. */

/** Stores chunks beside the live version. `from` 0 starts over. False: the claim is lost, stop. */
export function stage(
  stores: CorpusStores,
  claimed: Claim,
  { from, chunks }: { from: number; chunks: readonly StagedChunk[] },
  nowMs: number,
): boolean {
  return stores.atomically(() => {
    const row = held(stores, claimed)
    if (row?.stage !== 'extract') return false
    if (from === 0) stores.chunks.remove(row.key, Number.MAX_SAFE_INTEGER)
    stampWords(stores)
    stores.chunks.insert(row.key, chunks)
    stores.documents.change(row.key, { chunks: from + chunks.length, ...leaseFrom(nowMs) }, nowMs)
    return true
  })
}

/** The switch: from this moment searches see the new version, whole, and the old one not at all. */
export function publish(stores: CorpusStores, claimed: Claim, title: string, nowMs: number): boolean {
  return stores.atomically(() => {
    const row = held(stores, claimed)
    if (row?.stage !== 'extract') return false
    const replaced = stores.documents.versionsOf(row.document_id).filter(({ key }) => key !== row.key)
    stores.documents.makeLive(row.document_id, row.key)
    for (const version of replaced) discardVersion(stores, version, nowMs)
    stores.documents.change(
      row.key,
      { title, ...after('publish', row), crashes: 1, delays: 0, error: null },
      nowMs,
    )
    return true
  })
}

/**
 * What is still to be embedded of these claims, at most `limit`. Stamps a corpus that has no vectors yet;
 * null when its vectors are another model's: those are never mixed.
 */
export function passages(
  stores: CorpusStores,
  claims: readonly Claim[],
  { stage, stamps, limit }: BatchRequest,
  nowMs: number,
): Batch | null {
  const moveTo = isMoving(stores, stamps) ? (stamps.next ?? undefined) : undefined
  const stamp = stage === 'move' ? moveTo : claimStamp(stores, stamps)
  if (stamp === undefined) return null
  const found: Passage[] = []
  for (const claimed of claims) {
    const row = held(stores, claimed)
    if (row?.stage !== stage) continue
    stores.documents.change(row.key, leaseFrom(nowMs), nowMs)
    if (found.length < limit) {
      found.push(...stores.chunks.passages(row.key, row.upserted, limit - found.length))
    }
  }
  return { stamp, passages: found }
}

/**
 * A version that was discarded meanwhile has these vectors deleted once more, even if everything else of it
 * is forgotten already.
 */
export function upserted(stores: CorpusStores, done: readonly Upserted[], nowMs: number): void {
  stores.atomically(() => {
    for (const entry of done) {
      const row = held(stores, entry)
      if (row === undefined) {
        if (stores.documents.version(entry.versionKey) === undefined) stores.discards.again(entry, nowMs)
      } else if (entry.upserted < row.chunks)
        stores.documents.change(row.key, { upserted: entry.upserted }, nowMs)
      else awaitProof(stores, row, nowMs)
    }
  })
}

function awaitProof({ documents }: CorpusStores, row: VersionRow, nowMs: number): void {
  const dueMs = nowMs + CONFIRM_BASE_MS
  documents.change(
    row.key,
    {
      ...after('handOver', row),
      upserted: row.chunks,
      leaseUntilMs: 0,
      crashes: 0,
      delays: 0,
      error: null,
      dueMs,
    },
    nowMs,
  )
}

/**
 * Something outside is unavailable, or a budget is spent. The version keeps what it has and is tried again
 * later.
 */
export function defer(
  stores: CorpusStores,
  claims: readonly Claim[],
  { code, message, delayMs }: Deferral,
  nowMs: number,
): void {
  stores.atomically(() => {
    for (const row of claims.flatMap((claimed) => held(stores, claimed) ?? [])) {
      const delays = row.delays + 1
      const againMs = nowMs + Math.ceil(delayMs ?? growingDelayMs(delays))
      const waiting = { leaseUntilMs: 0, crashes: 0, delays, notBeforeMs: againMs, dueMs: againMs }
      // The owner of a document that moves to another model has nothing to wait for.
      const error = row.stage === 'move' ? null : { code, message }
      stores.documents.change(row.key, { ...after('defer', row), ...waiting, error }, nowMs)
    }
  })
}

/** The document itself cannot be read: terminal until its owner does something. */
export function fail(stores: CorpusStores, claimed: Claim, error: Problem, nowMs: number): void {
  const row = held(stores, claimed)
  if (row === undefined) return
  stores.documents.change(row.key, { ...after('fail', row), leaseUntilMs: 0, dueMs: null, error }, nowMs)
}
