import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Deferral } from '../corpus-protocol.ts'
import { MODEL_CHANGED } from '../corpus/stamp.ts'
import { BUDGET_RECHECK_MS, PAUSE_RECHECK_MS, RETRY_CAP_MS } from '../limits.ts'

/** What keeps a document from going on although it can be read, and what its owner reads meanwhile. */

export const PAUSED: Deferral = {
  code: 'embedding_paused',
  message:
    'Indexing is paused by the administrator. The document is found by its words and goes on later by itself.',
  delayMs: PAUSE_RECHECK_MS,
}

export const CHANGED: Deferral = { ...MODEL_CHANGED, delayMs: BUDGET_RECHECK_MS }

export const NO_ORIGINAL: Deferral = {
  code: 'storage_unavailable',
  message: 'The stored original could not be read yet. It is tried again by itself.',
}

export const NO_READER: Deferral = {
  code: 'reader_unavailable',
  message: 'The document reader is currently unavailable. The document is read later by itself.',
}

export const NO_MODEL: Deferral = {
  code: 'embedding_unavailable',
  message: unavailable('The embedding model'),
}

export const NO_INDEX: Deferral = {
  code: 'vector_index_unavailable',
  message: unavailable('The vector index'),
}

function unavailable(what: string): string {
  return `${what} is currently unavailable. The document is found by its words, and indexing is tried again by itself.`
}

/**
 * How long to wait after a refusal of the budget: until it resets, but never so long that a raised limit goes
 * unnoticed.
 */
export function budgetDeferral(thrown: unknown, nowMs: number): Deferral {
  const error = BulkheadError.from(thrown)
  const { code, retryAfterMs } = error
  if (code === 'budget_exceeded') {
    const message =
      'The token budget is spent. The document is found by its words; indexing goes on after the reset.'
    const untilResetMs = Math.max(1_000, resetOf(error, nowMs) - nowMs)
    return { code, message, delayMs: Math.min(untilResetMs, BUDGET_RECHECK_MS) }
  }
  if (code === 'budget_in_flight') {
    const message = 'The token budget is reserved by other requests. Indexing goes on when they have ended.'
    return { code, message, delayMs: Math.min(retryAfterMs ?? RETRY_CAP_MS, RETRY_CAP_MS) }
  }
  return { code: 'admission_unavailable', message: unavailable('The token budget') }
}

function resetOf({ details, retryAfterMs }: BulkheadError, nowMs: number): number {
  const resetsAt = details !== undefined && 'resetsAt' in details ? details['resetsAt'] : undefined
  const ms = typeof resetsAt === 'number' ? resetsAt : Date.parse(String(resetsAt))
  return Number.isFinite(ms) ? ms : nowMs + (retryAfterMs ?? BUDGET_RECHECK_MS)
}
