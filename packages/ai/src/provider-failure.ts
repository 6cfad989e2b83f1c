import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

export type TimeoutName = 'firstToken' | 'idle' | 'total'

/** Why one attempt at a model failed; decides what is tried next and what the caller is told. */
export type FailureKind =
  | 'transient'
  | 'quota'
  | 'timeout'
  | 'malformed'
  | 'empty'
  | 'cut'
  | 'rejected'
  | 'context'
  | 'content'
  | 'open'
  | 'aborted'

interface FailureContext {
  readonly status?: number | undefined
  readonly retryAfterMs?: number | undefined
  readonly timeout?: TimeoutName
  readonly waitedMs?: number
  /** The provider's own error code, for the log. Its message is not kept: it may quote the prompt. */
  readonly providerCode?: string | undefined
  readonly cause?: unknown
}

/** Internal to this package: callers meet the BulkheadError of {@link errorOfFailure}. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  readonly kind: FailureKind
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  readonly timeout: TimeoutName | undefined
  readonly waitedMs: number | undefined

  constructor(kind: FailureKind, context: FailureContext = {}) {
    super(context.providerCode === undefined ? kind : `${kind} (${context.providerCode})`, {
      cause: context.cause,
    })
    this.kind = kind
    this.status = context.status
    this.retryAfterMs = context.retryAfterMs
    this.timeout = context.timeout
    this.waitedMs = context.waitedMs
  }

  /** Anything an attempt threw. What no provider classified is a broken connection. */
  static from(thrown: unknown): ProviderFailure {
    return thrown instanceof ProviderFailure ? thrown : new ProviderFailure('transient', { cause: thrown })
  }
}

/** What the caller is told. Nothing of the provider's own words gets out. */
export function errorOfFailure(failure: ProviderFailure): BulkheadError {
  const { kind, retryAfterMs, timeout } = failure
  if (kind === 'timeout') {
    return new BulkheadError('ai_timeout', { details: { timeout: timeout ?? 'total' }, cause: failure })
  }
  if (kind === 'rejected') return new BulkheadError('ai_rejected', { cause: failure })
  if (kind === 'context') {
    return new BulkheadError('context_length_exceeded', { param: 'messages', cause: failure })
  }
  if (kind === 'content') return new BulkheadError('content_rejected', { param: 'messages', cause: failure })
  return new BulkheadError('ai_unavailable', { retryAfterMs, cause: failure })
}
