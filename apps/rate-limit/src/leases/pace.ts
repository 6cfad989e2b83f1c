import type { Demand } from '@bulkhead/contracts/admission/lease'

import { MAX_PACED_KEYS, PACE_BEGIN_MS, PACE_WINDOW_MS } from '../limits.ts'

interface Sum {
  requests: number
  tokens: number
  nanoDollars: number
}

interface Windows {
  startMs: number
  current: Sum
  before: Sum
}

/** How fast requests of each key have come in the last seconds, each by itself or as what a lease has served. */
export class Pace {
  readonly #byKey = new Map<string, Windows>()

  note(keyId: string, { requests, tokens, nanoDollars }: Readonly<Sum>, nowMs: number): void {
    const { current } = this.#windows(keyId, nowMs)
    current.requests += requests
    current.tokens += tokens
    current.nanoDollars += nanoDollars
  }

  demand(keyId: string, nowMs: number): Demand {
    const { current, before, startMs } = this.#windows(keyId, nowMs)
    return {
      requests: current.requests + before.requests,
      tokens: current.tokens + before.tokens,
      nanoDollars: current.nanoDollars + before.nanoDollars,
      overMs: nowMs - startMs + (before.requests === 0 ? PACE_BEGIN_MS : PACE_WINDOW_MS),
    }
  }

  #windows(keyId: string, nowMs: number): Windows {
    const known = this.#byKey.get(keyId)
    const passedMs = known === undefined ? Number.POSITIVE_INFINITY : nowMs - known.startMs
    if (known !== undefined && passedMs >= 0 && passedMs < PACE_WINDOW_MS) return known
    const before = known !== undefined && passedMs < 2 * PACE_WINDOW_MS ? known.current : nothing()
    const windows = { startMs: nowMs, current: nothing(), before }
    if (this.#byKey.size >= MAX_PACED_KEYS) this.#byKey.clear()
    this.#byKey.set(keyId, windows)
    return windows
  }
}

function nothing(): Sum {
  return { requests: 0, tokens: 0, nanoDollars: 0 }
}
