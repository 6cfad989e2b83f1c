import type { BulkheadError, ErrorDetails } from './bulkhead-error.ts'
import { ERROR_CODES, type ErrorCode, type ErrorType } from './codes.ts'

/** The body of every error: OpenAI's shape plus `requestId`, `traceId` and `details`. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode
    readonly message: string
    readonly type: ErrorType
    readonly param: string | null
    readonly requestId: string
    readonly traceId: string
    readonly details?: ErrorDetails
  }
}

export interface Trace {
  readonly requestId: string
  readonly traceId: string
}

/** The same body serves HTTP errors and `error` events of a stream. */
export function errorBody(error: BulkheadError, trace: Trace): ErrorBody {
  return {
    error: {
      code: error.code,
      message: error.message,
      type: ERROR_CODES[error.code].type,
      param: error.param ?? null,
      requestId: trace.requestId,
      traceId: trace.traceId,
      ...(error.details === undefined ? {} : { details: error.details }),
    },
  }
}

/**
 * Clients that obey Retry-After do so without bound; a longer wait is answered with an order not to retry.
 */
const LONGEST_USEFUL_WAIT_MS = 30_000
const DEFAULT_RETRY_AFTER_MS = 1_000

/**
 * `Retry-After` (whole seconds, at least 1; on every 429 and 503 and on nothing else) and `x-should-retry:
 * false`.
 */
export function retryHeaders(error: BulkheadError): Record<string, string> {
  const { status, retryable } = ERROR_CODES[error.code]
  const headers: Record<string, string> = {}
  const waitMs = error.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS
  if (status === 429 || status === 503) {
    headers['retry-after'] = String(Math.max(1, Math.ceil(waitMs / 1_000)))
  }
  if (!retryable || waitMs > LONGEST_USEFUL_WAIT_MS) headers['x-should-retry'] = 'false'
  return headers
}

/** What an error says in headers: when to try again, and of a version conflict which version there is. */
export function errorHeaders(error: BulkheadError): Record<string, string> {
  const { code, details } = error
  const current = details !== undefined && 'current' in details ? String(details.current) : undefined
  const isConflict = code === 'version_conflict' && current !== undefined
  return { ...retryHeaders(error), ...(isConflict ? { etag: current } : {}) }
}
