import type { Limits } from '@bulkhead/contracts/limits'
import type { Refusal } from '@bulkhead/contracts/outcome'

interface Remembered {
  readonly refusal: Refusal
  readonly untilMs: number
}

/**
 * Refusals by a request limit, each until its time: a flood costs no call to rate-limit. Bounded; the least
 * recently used goes first.
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
    this.#entries.set(key, { refusal, untilMs: nowMs + refusal.retryAfterMs })
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
    const leftMs = entry.untilMs - nowMs
    if (leftMs <= 0) return undefined
    this.#entries.set(key, entry)
    const { refusal } = entry
    const passedMs = (refusal.retryAfterMs ?? 0) - leftMs
    return {
      ...refusal,
      retryAfterMs: leftMs,
      ...(refusal.limits === undefined ? {} : { limits: later(refusal.limits, passedMs) }),
    }
  }
}

function later({ requests, tokens }: Limits, passedMs: number): Limits {
  return {
    requests: { ...requests, resetMs: Math.max(0, requests.resetMs - passedMs) },
    tokens: { ...tokens, resetMs: Math.max(0, tokens.resetMs - passedMs) },
  }
}
