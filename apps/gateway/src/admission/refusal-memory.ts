import type { Limits } from '@bulkhead/contracts/limits'
import type { Refusal } from '@bulkhead/contracts/outcome'

import { REFUSAL_KEPT_MS } from '../limits.ts'

interface Remembered {
  readonly refusal: Refusal
  readonly untilMs: number
  readonly atMs: number
}

/**
 * Refusals by a request limit, each until its time but for seconds only: a flood costs next to no calls, and
 * a limit that was raised is soon noticed. Bounded; the least recently used goes first.
 */
export class RefusalMemory {
  readonly #entries = new Map<string, Remembered>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  remember(key: string, refusal: Refusal, nowMs: number): void {
    if (refusal.code !== 'rate_limited' || refusal.retryAfterMs === undefined) return
    this.#entries.delete(key)
    this.#entries.set(key, {
      refusal,
      untilMs: nowMs + Math.min(refusal.retryAfterMs, REFUSAL_KEPT_MS),
      atMs: nowMs,
    })
    if (this.#entries.size > this.#max) {
      const [oldest] = this.#entries.keys()
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
  }

  /** The refusal that still applies, with its times as they are now. */
  recall(key: string, nowMs: number): Refusal | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    if (entry.untilMs <= nowMs) return undefined
    this.#entries.set(key, entry)
    const { refusal, atMs } = entry
    const passedMs = nowMs - atMs
    return {
      ...refusal,
      retryAfterMs: (refusal.retryAfterMs ?? 0) - passedMs,
      ...(refusal.limits === undefined ? {} : { limits: later(refusal.limits, passedMs) }),
    }
  }
}

function later({ requests, tokens }: Limits, passedMs: number): Limits {
  return {
    requests: { ...requests, resetMs: Math.max(0, requests.resetMs - passedMs) },
    ...(tokens === undefined
      ? {}
      : { tokens: { ...tokens, resetMs: Math.max(0, tokens.resetMs - passedMs) } }),
  }
}
