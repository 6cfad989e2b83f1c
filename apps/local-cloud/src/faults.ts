/**
 * Faults on demand. They live in the memory of the isolate: every entry point and Durable Object of this Worker shares one locally, so a call
 * that meets no fault pays nothing. A reload of the Worker clears them.
 */
import * as z from 'zod/mini'

const Fault = z.strictObject({
  target: z.enum(['ai', 'vectorize']),
  mode: z.enum(['error', 'timeout', 'slow', 'quota', 'malformed', 'cut']),
  /** How many calls it hits; without it, every call until it is cleared. */
  count: z.optional(z.int().check(z.gte(1))),
  /** The HTTP status that mode `error` stands for. */
  status: z.optional(z.int().check(z.gte(400), z.lte(599))),
})
export type Fault = z.infer<typeof Fault>
export type FaultTarget = Fault['target']

/** Reads a fault that came over a binding; what is wrong with it is said by field. */
export function parseFault(value: unknown): Fault {
  const result = Fault.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new TypeError(`not a fault: ${problems.join('; ')}`)
}

const DEFAULT_STATUS = 500

/** One fault as it hits one call. */
export interface Hit {
  readonly mode: Fault['mode']
  readonly status: number
}

/** The faults that are set, at most one for each target. */
export class Faults {
  readonly #byTarget = new Map<FaultTarget, { hit: Hit; left: number }>()

  /** Replaces the target's fault. */
  set({ target, mode, count, status }: Fault): void {
    this.#byTarget.set(target, { hit: { mode, status: status ?? DEFAULT_STATUS }, left: count ?? Infinity })
  }

  clear(): void {
    this.#byTarget.clear()
  }

  /** The fault that hits this call, if any. Taking the last one of a counted fault removes it. */
  take(target: FaultTarget): Hit | undefined {
    const entry = this.#byTarget.get(target)
    if (entry === undefined) return undefined
    entry.left -= 1
    if (entry.left <= 0) this.#byTarget.delete(target)
    return entry.hit
  }
}

export const faults = new Faults()
