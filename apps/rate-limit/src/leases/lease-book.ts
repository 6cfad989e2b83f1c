/** A lease that was given by this object. */
interface GivenLease {
  readonly epoch: number
  readonly permits: number
  readonly endsMs: number
  readonly forgetMs: number
  readonly settled: Set<number>
  readonly released: Set<number>
}

/** What a settlement of a part of a lease means. `unknown`: nobody remembers the lease. */
export type PartState = 'held' | 'settled' | 'released' | 'unknown'

/**
 * The leases that this object has given, in memory alone: which of them are in use, and which of their parts were
 * settled or given back, so that none is twice. An object that starts anew knows of none; what they hold is covered.
 */
export class LeaseBook {
  readonly #inUse = new Map<string, GivenLease>()
  /** In use, or with parts that may still be settled. */
  readonly #given = new Map<string, GivenLease>()
  /** Leases of an object before this one may be in use until then. */
  readonly #unknownUntilMs: number

  constructor(unknownUntilMs: number) {
    this.#unknownUntilMs = unknownUntilMs
  }

  add(id: string, lease: Omit<GivenLease, 'settled' | 'released'>): void {
    const given = { ...lease, settled: new Set<number>(), released: new Set<number>() }
    this.#given.set(id, given)
    this.#inUse.set(id, given)
  }

  /** Until when a request may be served by what was given under an older state of the record. */
  inUseUntilMs(epoch: number): number {
    let untilMs = this.#unknownUntilMs
    for (const given of this.#inUse.values()) {
      if (given.epoch < epoch) untilMs = Math.max(untilMs, given.endsMs)
    }
    return untilMs
  }

  /** Ends the leases whose time is over; says how many permits nobody has given back. */
  expire(nowMs: number): number {
    let permits = 0
    for (const [id, given] of this.#inUse) {
      if (given.endsMs > nowMs) continue
      this.#inUse.delete(id)
      permits += given.permits
    }
    return permits
  }

  /** Its holder has ended it: how many permits it had; undefined when its time was over before. */
  end(id: string): number | undefined {
    const permits = this.#inUse.get(id)?.permits
    this.#inUse.delete(id)
    return permits
  }

  /** What has become of the part; from now on it is settled. */
  settle(id: string, part: number): PartState {
    const given = this.#given.get(id)
    if (given === undefined) return 'unknown'
    if (given.settled.has(part)) return 'settled'
    given.settled.add(part)
    return given.released.has(part) ? 'released' : 'held'
  }

  /** Whether the part is held; from now on it is given back. */
  release(id: string, part: number): boolean {
    const given = this.#given.get(id)
    if (given === undefined || given.settled.has(part) || given.released.has(part)) return false
    given.released.add(part)
    return true
  }

  /** Nothing of it is held any more, so that nothing can come of it. */
  forget(id: string): void {
    if (!this.#inUse.has(id)) this.#given.delete(id)
  }

  /** Forgets those whose reservations have expired. */
  sweep(nowMs: number): void {
    for (const [id, { forgetMs }] of this.#given) if (forgetMs <= nowMs) this.#given.delete(id)
  }
}
