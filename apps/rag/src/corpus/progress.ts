import { fullJitterMs } from '@bulkhead/calls/backoff'

import type {
  Batch,
  BatchRequest,
  Claim,
  Deferral,
  DocumentRef,
  Job,
  Passage,
  Problem,
  StagedChunk,
  Upserted,
} from '../corpus-protocol.ts'
import {
  CONFIRM_BASE_MS,
  CRASH_REDRIVE_MS,
  LEASE_GRACE_MS,
  LEASE_MS,
  MAX_CRASHES,
  RETRY_BASE_MS,
  RETRY_CAP_MS,
} from '../limits.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'
import { toJob, type Stage, type VersionRow } from '../tables/version-row.ts'
import { discardVersion } from './intake.ts'
import { isMoving } from './move.ts'
import { claimStamp } from './stamp.ts'

/** How a version moves along. Every step of a worker is fenced by its claim: who has lost the lease changes nothing. */

const KEEPS_CRASHING: Problem = {
  code: 'processing_failed',
  message:
    'The document could not be processed. Send it round again with retry, or report its id if that fails too.',
}

const STUMBLED: Problem = { code: 'internal', message: 'Processing stumbled and is being tried again.' }

/** Takes the versions that may be worked on now. Duplicates, late and reordered messages find nothing to take. */
export function claim(stores: CorpusStores, refs: readonly DocumentRef[], nowMs: number): Job[] {
  return stores.atomically(() => refs.flatMap((ref) => claimOne(stores, ref, nowMs)))
}

function claimOne({ documents, ledger }: CorpusStores, ref: DocumentRef, nowMs: number): Job[] {
  const row = documents.numbered(ref.documentId, ref.version)
  if (row === undefined || !isWorkable(row, nowMs)) return []
  if (row.stage !== 'move' && documents.newest(ref.documentId)?.key !== row.key) return []
  if (row.crashes >= MAX_CRASHES) {
    documents.change(row.key, { status: 'failed', dueMs: null, error: KEEPS_CRASHING }, nowMs)
    return []
  }
  const lease = row.lease + 1
  documents.change(
    row.key,
    {
      status: row.stage === 'extract' ? 'processing' : waitingStatus(row.stage),
      lease,
      crashes: row.stage === 'move' ? 0 : row.crashes + 1,
      ...leaseFrom(nowMs),
    },
    nowMs,
  )
  return [toJob({ ...row, lease }, ledger.flags())]
}

function isWorkable(row: VersionRow, nowMs: number): boolean {
  return isOpen(row) && row.lease_until_ms <= nowMs && row.not_before_ms <= nowMs
}

/** The claimed version, if the claim still holds and there is still work to do. */
function held({ documents }: CorpusStores, { versionKey, lease }: Claim): VersionRow | undefined {
  const row = documents.version(versionKey)
  return row?.lease === lease && isOpen(row) ? row : undefined
}

function isOpen({ status, stage }: VersionRow): boolean {
  return status !== 'failed' && (stage === 'extract' || stage === 'embed' || stage === 'move')
}

/** What its owner reads while it waits. One that moves to another model is indexed all the while. */
function waitingStatus(stage: Stage): VersionRow['status'] {
  if (stage === 'move') return 'indexed'
  return stage === 'extract' ? 'queued' : 'searchable'
}

/** The heartbeat of a worker. A lease that was given back, by whatever the worker reported, stays so. */
export function renew(stores: CorpusStores, claims: readonly Claim[], nowMs: number): void {
  stores.atomically(() => {
    for (const claimed of claims) {
      const row = held(stores, claimed)
      if (row !== undefined && row.lease_until_ms > 0)
        stores.documents.change(row.key, leaseFrom(nowMs), row.updated_ms)
    }
  })
}

function leaseFrom(nowMs: number): { leaseUntilMs: number; dueMs: number } {
  return { leaseUntilMs: nowMs + LEASE_MS, dueMs: nowMs + LEASE_MS + LEASE_GRACE_MS }
}

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
      { title, status: 'searchable', stage: 'embed', crashes: 1, delays: 0, error: null },
      nowMs,
    )
    return true
  })
}

/**
 * What is still to be embedded of these claims, at most `limit`. Stamps a corpus that has no vectors yet; undefined when its vectors are
 * another model's: those are never mixed.
 */
export function passages(
  stores: CorpusStores,
  claims: readonly Claim[],
  { stage, stamps, limit }: BatchRequest,
  nowMs: number,
): Batch | undefined {
  const moveTo = isMoving(stores, stamps) ? (stamps.next ?? undefined) : undefined
  const stamp = stage === 'move' ? moveTo : claimStamp(stores, stamps)
  if (stamp === undefined) return undefined
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

/** A version that was discarded meanwhile has these vectors deleted once more, even if everything else of it is forgotten already. */
export function upserted(stores: CorpusStores, done: readonly Upserted[], nowMs: number): void {
  stores.atomically(() => {
    for (const entry of done) {
      const row = held(stores, entry)
      if (row === undefined) {
        if (stores.documents.version(entry.versionKey) === undefined) stores.ledger.discardAgain(entry, nowMs)
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
      stage: row.stage === 'move' ? 'prove' : 'confirm',
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

/** Something outside is away, or a budget is spent. The version keeps what it has and is tried again later. */
export function defer(
  stores: CorpusStores,
  claims: readonly Claim[],
  deferral: Deferral,
  nowMs: number,
): void {
  stores.atomically(() => {
    for (const claimed of claims) {
      const row = held(stores, claimed)
      if (row === undefined) continue
      const againMs = nowMs + Math.ceil(deferral.delayMs ?? growingDelayMs(row.delays + 1))
      const { code, message } = deferral
      stores.documents.change(
        row.key,
        {
          status: waitingStatus(row.stage),
          leaseUntilMs: 0,
          crashes: 0,
          delays: row.delays + 1,
          notBeforeMs: againMs,
          dueMs: againMs,
          error: row.stage === 'move' ? null : { code, message },
        },
        nowMs,
      )
    }
  })
}

/** At least half of the doubled delay, so that it does grow; never more than a minute. */
export function growingDelayMs(attempt: number): number {
  const most = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** attempt)
  return Math.round(most / 2 + fullJitterMs(1, most / 2, most / 2))
}

/** The worker has had its share of time; the rest goes on in another batch. */
export function yieldTurn(stores: CorpusStores, claims: readonly Claim[], nowMs: number): void {
  stores.atomically(() => {
    for (const claimed of claims) {
      const row = held(stores, claimed)
      if (row !== undefined)
        stores.documents.change(row.key, { leaseUntilMs: 0, crashes: 0, dueMs: nowMs }, nowMs)
    }
  })
}

/** A bug of ours met this version: the lease is given back, the queue retries, and the crash has been counted by its claim. */
export function crashed(stores: CorpusStores, claims: readonly Claim[], nowMs: number): void {
  for (const claimed of claims) {
    const row = held(stores, claimed)
    if (row === undefined) continue
    stores.documents.change(
      row.key,
      { leaseUntilMs: 0, dueMs: nowMs + CRASH_REDRIVE_MS, error: row.stage === 'move' ? null : STUMBLED },
      nowMs,
    )
  }
}

/** The document itself cannot be read: terminal until its owner does something. */
export function fail(stores: CorpusStores, claimed: Claim, error: Problem, nowMs: number): void {
  const row = held(stores, claimed)
  if (row !== undefined)
    stores.documents.change(row.key, { status: 'failed', leaseUntilMs: 0, dueMs: null, error }, nowMs)
}

/**
 * The queue has given the message up. Only a version that stumbled last is failed: one that has moved on, is being worked on, or could not be
 * reached at all goes on by its alarm.
 */
export function giveUp(stores: CorpusStores, { documentId, version }: DocumentRef, nowMs: number): boolean {
  const row = stores.documents.newest(documentId)
  if (
    row === undefined ||
    row.number !== version ||
    !isWorkable(row, nowMs) ||
    row.error_code !== STUMBLED.code
  )
    return false
  stores.documents.change(row.key, { status: 'failed', dueMs: null, error: KEEPS_CRASHING }, nowMs)
  return true
}
