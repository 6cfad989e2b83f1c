/** When each key was last used, and whether more has ended, until the Registry is told. */
export class LastUses {
  readonly #uses: () => Map<string, number>
  #hasEnded = false
  /** What has ended before the object slept is not known: its first report says where the tenant stands anyway. */
  #isFresh = true

  /** `uses`: where they are kept; what was noted before the object slept is there. */
  constructor(uses: () => Map<string, number>) {
    this.#uses = uses
  }

  /** Whether there is anything to report. */
  get hasNews(): boolean {
    return this.#isFresh || this.isNoted
  }

  /** Whether anything was noted since the Registry was told. */
  get isNoted(): boolean {
    return this.#hasEnded || this.#uses().size > 0
  }

  note(keyId: string, atMs: number): void {
    this.#uses().set(keyId, atMs)
  }

  /** An answer may end long after its request. */
  noteEnded(): void {
    this.#hasEnded = true
  }

  /** What is to be sent; it is not kept. */
  take(): { readonly keyId: string; readonly atMs: number }[] {
    const uses = [...this.#uses()].map(([keyId, atMs]) => ({ keyId, atMs }))
    this.#uses().clear()
    this.#hasEnded = false
    this.#isFresh = false
    return uses
  }
}
