import { BulkheadError, type ErrorDetails } from '@bulkhead/errors/bulkhead-error'
import { isErrorCode, type ErrorCode } from '@bulkhead/errors/codes'

import type { Limits } from './limits.ts'

/** An expected refusal, as plain data: classes do not survive a binding. */
export interface Refusal {
  readonly ok: false
  readonly code: ErrorCode
  readonly message?: string
  readonly param?: string
  readonly retryAfterMs?: number
  readonly details?: ErrorDetails
  /** What is left of the limits, when one of them refused. */
  readonly limits?: Limits
  /** The origins of the tenant's pages: only once the caller has proven its key. */
  readonly origins?: readonly string[]
}

/** The value; `told`: what went well on the way to it, which is the caller's to log. */
export interface Acceptance<T> {
  readonly ok: true
  readonly value: T
  readonly told?: string
}

/** What crosses a binding. A throw across a binding means that the callee is down or has a bug. */
export type Outcome<T> = Acceptance<T> | Refusal

export function accept<T>(value: T): Acceptance<T> {
  return { ok: true, value }
}

/** The error as data; only what a caller may read. */
export function refuse(error: BulkheadError): Refusal {
  return {
    ok: false,
    code: error.code,
    message: error.message,
    ...(error.param === undefined ? {} : { param: error.param }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.details === undefined ? {} : { details: error.details }),
  }
}

/** A refusal with a code of a newer peer, which this version does not know, is `internal`. */
export function errorOf(refusal: Refusal): BulkheadError {
  const { message, param, retryAfterMs, details } = refusal
  const code = isErrorCode(refusal.code) ? refusal.code : 'internal'
  return new BulkheadError(code, { message, param, retryAfterMs, details })
}

/** The value, or the refusal thrown as an error of the catalogue. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw errorOf(outcome)
}
