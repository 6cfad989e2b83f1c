import { hasGoodCheck, hashApiKey } from '@bulkhead/tenant-schema/api-key'

/**
 * What keys that were sent lately come to, so that each is hashed once. It proves nothing: whether a digest is a key's is
 * decided with every request. Bounded; the least recently used goes first.
 */
export class Digests {
  readonly #digests = new Map<string, string>()
  readonly #max: number
  #checkSecrets = ''

  constructor(max: number) {
    this.#max = max
  }

  /** SHA-256 of the key, 64 hex digits; undefined when its check digits were made with none of the secrets. */
  async of(apiKey: string, checkSecrets: readonly string[]): Promise<string | undefined> {
    this.#forgetUnder(checkSecrets.join(' '))
    const known = this.#digests.get(apiKey)
    if (known === undefined && !(await hasGoodCheck(apiKey, checkSecrets))) return undefined
    const digest = known ?? (await hashApiKey(apiKey))
    this.#digests.delete(apiKey)
    this.#digests.set(apiKey, digest)
    if (this.#digests.size > this.#max) {
      const [oldest] = this.#digests.keys()
      if (oldest !== undefined) this.#digests.delete(oldest)
    }
    return digest
  }

  /** A secret was rotated: digits that were good may be no longer. */
  #forgetUnder(checkSecrets: string): void {
    if (checkSecrets === this.#checkSecrets) return
    this.#checkSecrets = checkSecrets
    this.#digests.clear()
  }
}
