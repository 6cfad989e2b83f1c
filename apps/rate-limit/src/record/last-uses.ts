/** When each key was last used, and whether more was settled, until the Registry is told. */
export class LastUses {
  #uses = new Map<string, number>()
  #isSettled = false
  /** What was used before the object slept is not known: its first report says where the tenant stands anyway. */
  #isFresh = true

  /** Whether there is anything to report. */
  get hasNews(): boolean {
    return this.#isFresh || this.#isNoted
  }

  get #isNoted(): boolean {
    return this.#isSettled || this.#uses.size > 0
  }

  /** Whether it is the first use since the Registry was told. */
  note(keyId: string, atMs: number): boolean {
    const isFirst = !this.#isNoted
    this.#uses.set(keyId, atMs)
    return isFirst
  }

  /** An answer may end long after its request. Whether it is the first news since the Registry was told. */
  noteSettled(): boolean {
    const isFirst = !this.#isNoted
    this.#isSettled = true
    return isFirst
  }

  /** What is to be sent; it is not kept. */
  take(): { readonly keyId: string; readonly atMs: number }[] {
    const uses = [...this.#uses].map(([keyId, atMs]) => ({ keyId, atMs }))
    this.#uses = new Map()
    this.#isSettled = false
    this.#isFresh = false
    return uses
  }
}
