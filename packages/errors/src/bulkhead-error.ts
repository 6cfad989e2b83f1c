import { ERROR_CODES, isErrorCode, type ErrorCode } from './codes.ts'

/** One entry of `details` for a field that is wrong. */
export interface FieldProblem {
  readonly path: string
  readonly message: string
}

/** What `details` may hold: plain data, chosen by us, safe for the caller to read. */
export type ErrorDetails =
  | readonly FieldProblem[]
  | { readonly [name: string]: string | number | readonly string[] }

export interface ErrorContext {
  /** Replaces the catalogue's message. Never built from a thrown value. */
  readonly message?: string | undefined
  readonly details?: ErrorDetails | undefined
  /** The request field at fault, as OpenAI's `param`. */
  readonly param?: string | undefined
  readonly retryAfterMs?: number | undefined
  /** For the log only; never reaches a caller. */
  readonly cause?: unknown
}

/** An error of the catalogue. Its own properties survive a call across a binding; its class does not. */
export class BulkheadError extends Error {
  override readonly name = 'BulkheadError'
  readonly code: ErrorCode
  readonly details: ErrorDetails | undefined
  readonly param: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, context: ErrorContext = {}) {
    super(context.message ?? ERROR_CODES[code].message, { cause: context.cause })
    this.code = code
    this.details = context.details
    this.param = context.param
    this.retryAfterMs = context.retryAfterMs
  }

  get status(): number {
    return ERROR_CODES[this.code].status
  }

  /**
   * Anything thrown, as an error of the catalogue. One that crossed a binding is recognised by its `code` and
   * made anew; whatever is not ours becomes `internal`, so that a leak needs a deliberate new row.
   */
  static from(thrown: unknown): BulkheadError {
    if (thrown instanceof BulkheadError) return thrown
    if (isRemoteBulkheadError(thrown)) {
      const { code, message, details, param, retryAfterMs } = thrown
      return new BulkheadError(code, { message, details, param, retryAfterMs, cause: thrown })
    }
    return new BulkheadError('internal', { cause: thrown })
  }
}

function isRemoteBulkheadError(thrown: unknown): thrown is BulkheadError {
  return (
    thrown instanceof Error && thrown.name === 'BulkheadError' && 'code' in thrown && isErrorCode(thrown.code)
  )
}
