import { call, type Patience } from '@bulkhead/calls/call'
import { unwrap } from '@bulkhead/contracts/outcome'
import type { HintAsk, RecordKeeper } from '@bulkhead/contracts/record/record-keeper'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { HINT_KEPT_MS, MAX_HINT_CHARS, MAX_HINTS, MAX_HINTS_ASKED, READ_TIMEOUT_MS } from '../limits.ts'

const ONCE: Patience = { timeoutMs: READ_TIMEOUT_MS, attempts: 1, backoffMs: 0 }

interface Remembered {
  readonly known: boolean
  readonly untilMs: number
}

/**
 * Whether names that calls without a key use belong to any tenant. The Registry knows; what it says is
 * remembered for a minute at most, which is harmless: whatever has a key is decided by its home object.
 */
export class Hints {
  readonly #entries = new Map<string, Remembered>()
  #asked = 0

  /** @throws BulkheadError `service_unavailable` when nobody can say */
  async isKnown(control: Pick<RecordKeeper, 'hint'>, ask: HintAsk): Promise<boolean> {
    const [named] = Object.entries(ask)
    if (named === undefined) return false
    const [kind, name] = named
    if (name === '' || name.length > MAX_HINT_CHARS) return false
    const key = `${kind} ${name}`
    const kept = this.#entries.get(key)
    if (kept !== undefined && Date.now() < kept.untilMs) return kept.known
    const known = await this.#ask(control, ask)
    this.#remember(key, known)
    return known
  }

  /** Names that somebody makes up must not take all of the Registry's time. */
  async #ask(control: Pick<RecordKeeper, 'hint'>, ask: HintAsk): Promise<boolean> {
    if (this.#asked >= MAX_HINTS_ASKED)
      throw new BulkheadError('service_unavailable', { retryAfterMs: 1_000 })
    this.#asked += 1
    try {
      const endMs = Date.now() + READ_TIMEOUT_MS
      return unwrap(await call(ONCE, endMs, () => control.hint(ask))).known
    } catch (thrown) {
      throw new BulkheadError('service_unavailable', { retryAfterMs: 1_000, cause: thrown })
    } finally {
      this.#asked -= 1
    }
  }

  #remember(key: string, known: boolean): void {
    this.#entries.delete(key)
    this.#entries.set(key, { known, untilMs: Date.now() + HINT_KEPT_MS })
    if (this.#entries.size <= MAX_HINTS) return
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) this.#entries.delete(oldest)
  }
}
