/** When each key was last used, and whether more was settled, until the Registry is told. */
export class LastUses {
  #uses = new Map<string, number>()
  #isSettled = false

  /** Whether there is anything to report. */
  get hasNews(): boolean {
    return this.#isSettled || this.#uses.size > 0
  }

  /** Whether it is the first use since the Registry was told. */
  note(keyId: string, atMs: number): boolean {
    const isFirst = !this.hasNews
    this.#uses.set(keyId, atMs)
    return isFirst
  }

  /** An answer may end long after its request. Whether it is the first news since the Registry was told. */
  noteSettled(): boolean {
    const isFirst = !this.hasNews
    this.#isSettled = true
    return isFirst
  }

  /** What is to be sent; it is not kept. */
  take(): { readonly keyId: string; readonly atMs: number }[] {
    const uses = [...this.#uses].map(([keyId, atMs]) => ({ keyId, atMs }))
    this.#uses = new Map()
    this.#isSettled = false
    return uses
  }
}
