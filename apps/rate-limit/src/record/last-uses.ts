/** When each key was last used, until the Registry is told. */
export class LastUses {
  #uses = new Map<string, number>()

  /** Whether it is the first use since the Registry was told. */
  note(keyId: string, atMs: number): boolean {
    this.#uses.set(keyId, atMs)
    return this.#uses.size === 1
  }

  /** What is to be sent; it is not kept. */
  take(): { readonly keyId: string; readonly atMs: number }[] {
    const uses = [...this.#uses].map(([keyId, atMs]) => ({ keyId, atMs }))
    this.#uses = new Map()
    return uses
  }
}
