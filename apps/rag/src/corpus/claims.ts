import type { Claim, DocumentRef, Job, Problem } from '../corpus-protocol.ts'
import { CRASH_REDRIVE_MS, LEASE_GRACE_MS, LEASE_MS, MAX_CRASHES } from '../limits.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'
import { toJob, type VersionRow } from '../tables/version-row.ts'
import { after } from './lifecycle.ts'

/**
 * Who works on a version. Every step of a worker is fenced by its claim: who has lost the lease changes
 * nothing.
 */

const KEEPS_CRASHING: Problem = {
  code: 'processing_failed',
  message:
    'The document could not be processed. Send it round again with retry, or report its id if that fails too.',
}

const STUMBLED: Problem = { code: 'internal', message: 'Processing stumbled and is being tried again.' }

/**
 * Takes the versions that may be worked on now. Duplicates, late and reordered messages find nothing to take.
 */
export function claim(stores: CorpusStores, refs: readonly DocumentRef[], nowMs: number): Job[] {
  return stores.atomically(() => refs.flatMap((ref) => claimOne(stores, ref, nowMs)))
}

/** What may be claimed now, longest waiting first. */
export function waiting({ documents }: CorpusStores, limit: number, nowMs: number): DocumentRef[] {
  return documents.waiting(nowMs, limit).map((row) => ({ documentId: row.document_id, version: row.number }))
}

function claimOne({ documents, settings }: CorpusStores, ref: DocumentRef, nowMs: number): Job[] {
  const row = documents.numbered(ref.documentId, ref.version)
  if (row === undefined || !isWorkable(row, nowMs)) return []
  if (row.stage !== 'move' && documents.newest(ref.documentId)?.key !== row.key) return []
  if (row.crashes >= MAX_CRASHES) {
    documents.change(row.key, { ...after('fail', row), dueMs: null, error: KEEPS_CRASHING }, nowMs)
    return []
  }
  const lease = row.lease + 1
  documents.change(
    row.key,
    {
      ...after('claim', row),
      lease,
      crashes: row.stage === 'move' ? 0 : row.crashes + 1,
      ...leaseFrom(nowMs),
    },
    nowMs,
  )
  return [toJob({ ...row, lease }, settings.flags())]
}

/** Whether nobody works on it and nothing has to be waited for. */
function isWorkable(row: VersionRow, nowMs: number): boolean {
  return isOpen(row) && row.lease_until_ms <= nowMs && row.not_before_ms <= nowMs
}

/** The claimed version, if the claim still holds and there is still work to do. */
export function held({ documents }: CorpusStores, { versionKey, lease }: Claim): VersionRow | undefined {
  const row = documents.version(versionKey)
  return row?.lease === lease && isOpen(row) ? row : undefined
}

function isOpen({ status, stage }: VersionRow): boolean {
  return status !== 'failed' && (stage === 'extract' || stage === 'embed' || stage === 'move')
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

export function leaseFrom(nowMs: number): { leaseUntilMs: number; dueMs: number } {
  return { leaseUntilMs: nowMs + LEASE_MS, dueMs: nowMs + LEASE_MS + LEASE_GRACE_MS }
}

/** The worker has had its share of time; the rest goes on in another batch, which the alarm sees to by then. */
export function yieldTurn(
  stores: CorpusStores,
  claims: readonly Claim[],
  nowMs: number,
  dueInMs: number,
): void {
  stores.atomically(() => {
    for (const claimed of claims) {
      const row = held(stores, claimed)
      // Whoever has given the lease back has said what comes next.
      if (row !== undefined && row.lease_until_ms > 0)
        stores.documents.change(row.key, { leaseUntilMs: 0, crashes: 0, dueMs: nowMs + dueInMs }, nowMs)
    }
  })
}

/**
 * A bug of ours met this version: the lease is given back, the queue retries, and the crash has been counted
 * by its claim.
 */
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

/**
 * The queue has given the message up. Only a version that stumbled last is failed: one that has moved on, is
 * being worked on, or could not be reached at all goes on by its alarm.
 */
export function giveUp(
  { documents }: CorpusStores,
  { documentId, version }: DocumentRef,
  nowMs: number,
): boolean {
  const row = documents.newest(documentId)
  const hasStumbled = row?.number === version && row.error_code === STUMBLED.code
  if (!hasStumbled || !isWorkable(row, nowMs)) return false
  documents.change(row.key, { ...after('fail', row), dueMs: null, error: KEEPS_CRASHING }, nowMs)
  return true
}
