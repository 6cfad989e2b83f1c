/** When each key was last used, and whether more has ended, until the Registry is told. */
export class LastUses {
  #uses = new Map<string, number>()
  #hasEnded = false
  /** What was used before the object slept is not known: its first report says where the tenant stands anyway. */
  #isFresh = true

  /** Whether there is anything to report. */
  get hasNews(): boolean {
    return this.#isFresh || this.isNoted
  }

  /** Whether anything was noted since the Registry was told. */
  get isNoted(): boolean {
    return this.#hasEnded || this.#uses.size > 0
  }

  note(keyId: string, atMs: number): void {
    this.#uses.set(keyId, atMs)
  }

  /** An answer may end long after its request. */
  noteEnded(): void {
    this.#hasEnded = true
  }

  /** What is to be sent; it is not kept. */
  take(): { readonly keyId: string; readonly atMs: number }[] {
    const uses = [...this.#uses].map(([keyId, atMs]) => ({ keyId, atMs }))
    this.#uses = new Map()
    this.#hasEnded = false
    this.#isFresh = false
    return uses
  }
}
