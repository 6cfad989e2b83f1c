import { fullJitterMs } from '@bulkhead/calls/backoff'

import type { ProviderFailure } from '../refusals/provider-failure.ts'

/** One retry per model: every layer that repeats multiplies, and a fallback helps more than a third try. */
const ATTEMPTS_PER_MODEL = 2
const BACKOFF_BASE_MS = 200
/** A provider that asks for a longer wait is left for the next model. */
const BACKOFF_CAP_MS = 2_000
/** A tenant's own shorter timeout says little about the model, and must not open its circuit for the others. */
const TELLING_TIMEOUT_MS = 5_000

/** How long to wait before the same model is tried again, or undefined to leave it. */
export function retryDelayMs(
  failure: ProviderFailure,
  attempt: number,
  { random, retriesTimeouts = false }: { random: () => number; retriesTimeouts?: boolean },
): number | undefined {
  const isWorthIt = isRetryable(failure) || (retriesTimeouts && failure.kind === 'timeout')
  if (attempt >= ATTEMPTS_PER_MODEL || !isWorthIt) return undefined
  const asked = failure.retryAfterMs ?? 0
  if (asked > BACKOFF_CAP_MS) return undefined
  return Math.max(asked, fullJitterMs(attempt, BACKOFF_BASE_MS, BACKOFF_CAP_MS, random))
}

function isRetryable({ kind }: ProviderFailure): boolean {
  return (
    kind === 'transient' || kind === 'quota' || kind === 'malformed' || kind === 'empty' || kind === 'cut'
  )
}

/** The request itself is at fault, or nobody waits any more: no other model can help. */
export function isFinal({ kind, timeout }: ProviderFailure): boolean {
  return kind === 'context' || kind === 'content' || kind === 'aborted' || timeout === 'total'
}

/**
 * Whether a failure speaks against the model: not what a tenant asked for or how long it is willing to wait, and not 429, which is load. Whether it is
 * the tenant's doing all the same is for the breaker to judge.
 */
export function blamesModel({ kind, waitedMs }: ProviderFailure): boolean {
  if (kind === 'timeout') return (waitedMs ?? 0) >= TELLING_TIMEOUT_MS
  return kind === 'transient' || kind === 'malformed' || kind === 'cut'
}
