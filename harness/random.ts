/** Random numbers that come again with the same seed (mulberry32), so that a run that failed can be run again. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** In [0, 1). */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** In [0, count). */
  below(count: number): number {
    return Math.floor(this.share() * count)
  }

  pick<T>(all: readonly T[]): T {
    return all[this.below(all.length)]!
  }
}

/** The seed a run was given, or a new one. Whoever runs prints it. */
export function seedOf(given: string | undefined): number {
  return given === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(given)
}
