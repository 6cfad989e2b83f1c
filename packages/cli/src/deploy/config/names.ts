import type { WorkerName } from '@bulkhead/contracts/workers'

/** What the checked-in configs are written with. */
const WRITTEN = 'bulkhead'
/** Of ratelimits in the checked-in configs; another environment of the same account needs others. */
const NAMESPACES = 1_000

/** The names of one environment, all made of its prefix and suffix. */
export class Names {
  readonly prefix: string
  readonly suffix: string

  constructor(prefix: string, suffix: string) {
    this.prefix = prefix
    this.suffix = suffix
  }

  /** What a name of the checked-in configs is here: `bulkhead-chat` may be `acme-chat-staging`. */
  of(written: string): string {
    if (written !== WRITTEN && !written.startsWith(`${WRITTEN}-`)) return written
    return `${this.prefix}${written.slice(WRITTEN.length)}${this.suffix}`
  }

  worker(app: WorkerName): string {
    return this.of(`${WRITTEN}-${app}`)
  }

  /** Analytics Engine takes no dashes in the name of a dataset. */
  dataset(written: string): string {
    return this.of(written).replaceAll('-', '_')
  }

  /** Two environments that shared a limiter would refuse each other's clients. */
  rateLimit(written: string): string {
    if (this.prefix === WRITTEN && this.suffix === '') return written
    const own = Array.from(`${this.prefix}/${this.suffix}`).reduce(
      (sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000,
      7,
    )
    return String(Number(written) + NAMESPACES * (own + 1))
  }
}
