import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Said } from '../counted.ts'

export type TimeoutName = 'firstToken' | 'idle' | 'total'

/** Why one attempt at a model failed; decides what is tried next and what the caller is told. */
export type FailureKind =
  | 'transient'
  | 'quota'
  | 'timeout'
  | 'malformed'
  | 'empty'
  | 'cut'
  /** The operator's fault: key, account, a model the provider does not know. */
  | 'rejected'
  /** The caller's: a field that the provider refuses. */
  | 'invalid'
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
  /** Ours, for the log. */
  readonly reason?: string | undefined
  /** The request's field at fault. */
  readonly param?: string | undefined
  /** What the model cannot do, though the field asks for it. */
  readonly lacks?: string | undefined
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
  readonly param: string | undefined
  readonly lacks: string | undefined
  #said: Said | undefined

  constructor(kind: FailureKind, context: FailureContext = {}) {
    const why = context.providerCode ?? context.reason
    super(why === undefined ? kind : `${kind} (${why})`, { cause: context.cause })
    this.kind = kind
    this.status = context.status
    this.retryAfterMs = context.retryAfterMs
    this.timeout = context.timeout
    this.waitedMs = context.waitedMs
    this.param = context.param
    this.lacks = context.lacks
  }

  /** What the attempt had said, and the provider counted, before it failed. */
  get said(): Said | undefined {
    return this.#said
  }

  after({ said, counted, isCountFinal }: Said): this {
    this.#said ??= { said, counted, isCountFinal }
    return this
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
  if (kind === 'invalid') return errorOfField(failure)
  if (kind === 'context') {
    return new BulkheadError('context_length_exceeded', { param: 'messages', cause: failure })
  }
  if (kind === 'content') return new BulkheadError('content_rejected', { param: 'messages', cause: failure })
  return new BulkheadError('ai_unavailable', { retryAfterMs, cause: failure })
}

function errorOfField(failure: ProviderFailure): BulkheadError {
  const path = failure.param ?? 'messages'
  const { lacks } = failure
  const message =
    lacks === undefined
      ? 'was refused by the model provider'
      : `asks for ${lacks}, which this model does not have; GET /v1/models says what each can do`
  const details = [{ path, message }]
  return new BulkheadError('invalid_request', { param: path, details, cause: failure })
}
