import type { Fault } from '@bulkhead/harness/bulkhead'
import type { Random } from '@bulkhead/harness/random'

import type { DrillSystem } from '../stage/drill-system.ts'

/** What may be on at the same time; each is switched on and off for itself. */
const FAULTS: readonly Fault[] = [
  { target: 'ai', mode: 'error' },
  { target: 'ai', mode: 'slow' },
  { target: 'ai', mode: 'quota' },
  { target: 'ai', mode: 'cut' },
  { target: 'ai', mode: 'malformed' },
  { target: 'vectorize', mode: 'error' },
  { target: 'vectorize', mode: 'slow' },
  { target: 'vectorize', mode: 'leak' },
  { target: 'kv', mode: 'error' },
  { target: 'kv', mode: 'malformed' },
  { target: 'r2', mode: 'error' },
  { target: 'r2', mode: 'slow' },
  { target: 'queue', mode: 'error' },
  { target: 'queue', mode: 'cut' },
  { target: 'queue', mode: 'duplicate' },
  { target: 'storage:ChatSession', mode: 'cut', count: 2 },
  { target: 'storage:ChatSession', mode: 'abort', count: 2 },
  { target: 'storage:Completion', mode: 'cut', count: 2 },
  { target: 'storage:SessionDirectory', mode: 'error', count: 3 },
  { target: 'storage:RateLimiter', mode: 'abort', count: 1 },
  { target: 'storage:RateLimiter', mode: 'overload', count: 5 },
  { target: 'storage:Corpus', mode: 'cut', count: 2 },
  { target: 'storage:Corpus', mode: 'error', count: 5 },
  { target: 'worker:rag', mode: 'error', count: 5 },
  { target: 'worker:rag', mode: 'cut', count: 2 },
  { target: 'worker:chat', mode: 'error', count: 5 },
  { target: 'worker:chat', mode: 'cut', count: 2 },
  // A gateway with a lease admits by itself: each step of the home object is broken by its name.
  { target: 'worker:rate-limit', mode: 'error', method: 'admit', count: 5 },
  { target: 'worker:rate-limit', mode: 'error', method: 'lease', count: 5 },
  { target: 'worker:rate-limit', mode: 'error', count: 5 },
  { target: 'worker:observe', mode: 'error' },
]

const MOST_AT_ONCE = 4

/** Switches random faults on, and heals them in random order: one such step at a time. */
export class Chaos {
  readonly #system: DrillSystem
  readonly #random: Random
  readonly #on = new Set<string>()
  /** How often each fault was set. */
  readonly counts = new Map<string, number>()

  constructor(system: DrillSystem, random: Random) {
    this.#system = system
    this.#random = random
  }

  async step(): Promise<void> {
    if (this.#on.size > 0 && (this.#on.size >= MOST_AT_ONCE || this.#random.below(2) === 0)) {
      const target = this.#random.pick([...this.#on])
      this.#on.delete(target)
      await this.#system.heal(target)
      return
    }
    const fault = this.#random.pick(FAULTS)
    const name = [fault.target, fault.method, fault.mode].filter((part) => part !== undefined).join(' ')
    this.#on.add(fault.target)
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
    await this.#system.setFault(fault)
  }

  /** After a restart nothing is set any more. */
  forget(): void {
    this.#on.clear()
  }
}
