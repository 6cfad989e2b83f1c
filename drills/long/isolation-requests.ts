import type { Random } from '@bulkhead/harness/random'

export const TENANTS = ['acme', 'globex', 'umbrella', 'stark', 'oscorp'] as const

/** The same for all tenants; some look like names that stores use inside, or like somebody else's. */
const IDS = [
  ...Array.from({ length: 12 }, (_, index) => `shared-${index}`),
  ...TENANTS,
  'acme:shared-0:1:0',
  'globex:shared-1',
  't:acme:documents:shared-0',
  'constructor',
  '__proto__',
  'null',
  '0',
  'x'.repeat(128),
]
/** Ids that no document can have. */
const PATHS = [
  '..%2Facme%2Fshared-0',
  'acme%2Fshared-0',
  '%2e%2e%2fglobex',
  'shared-0%00',
  'shared-0/../../acme',
  '%F0%9F%9A%A2',
  "shared-0'%20OR%20'1'='1",
  'y'.repeat(2_000),
]
const WORDS = ['anchor', 'ballast', 'capstan', 'davit', 'ensign', 'fathom', 'gunwale', 'halyard']
const FORMATS = ['text', 'markdown', 'html', 'csv'] as const
const MODES = ['hybrid', 'vector', 'words', undefined] as const

/** Random parts of the requests of one tenant; many of them name another tenant where a careless store might look. */
export class IsolationRequests {
  readonly #tenant: string
  readonly #canary: string
  readonly #random: Random

  constructor(tenant: string, canary: string, random: Random) {
    this.#tenant = tenant
    this.#canary = canary
    this.#random = random
  }

  id(): string {
    return this.#random.pick(IDS)
  }

  /** One that no document can have. */
  hostilePath(): string {
    return `/v1/documents/${this.#random.pick(PATHS)}`
  }

  mode(): (typeof MODES)[number] {
    return this.#random.pick(MODES)
  }

  content(): { format: string; text: string } {
    const format = this.#random.pick(FORMATS)
    const sentences = Array.from(
      { length: 1 + this.#random.below(4) },
      () => `The ${this.#random.pick(WORDS)} of ${this.#canary} meets the ${this.#random.pick(WORDS)}.`,
    )
    if (format === 'html') return { format, text: sentences.map((sentence) => `<p>${sentence}</p>`).join('') }
    if (format === 'csv') return { format, text: `name,note\n${sentences.map((s) => `a,${s}`).join('\n')}` }
    return { format, text: sentences.join('\n\n') }
  }

  /** Names another tenant wherever a careless filter might look. */
  metadata(): Record<string, unknown> {
    const other = this.other()
    const all: Record<string, unknown> = {
      owner: this.#tenant,
      tenantId: other,
      tenant_id: other,
      namespace: other,
      constructor: 'x',
      quoted: `' OR tenant_id = '${other}' --`,
      json: '"}],"owner":"acme',
      year: this.#random.below(50) + 1980,
    }
    return Object.fromEntries(
      Object.entries(all).filter(([name]) => name === 'owner' || this.#random.below(2) === 0),
    )
  }

  other(): string {
    return this.#random.pick(TENANTS.filter((tenant) => tenant !== this.#tenant))
  }

  /** @param canaries of all tenants */
  query(canaries: readonly string[]): string {
    const other = this.#random.pick(canaries)
    return this.#random.pick([
      other,
      `${other} ${this.#random.pick(WORDS)}`,
      this.#canary,
      `Where is the ${this.#random.pick(WORDS)}?`,
      `${this.#random.pick(WORDS)} meets ${this.#random.pick(WORDS)}`,
      `tenant:${this.other()} OR namespace:*`,
      `" OR 1=1; SELECT * FROM chunk --`,
      `title:* NEAR("${other}")`,
      'the',
    ])
  }

  filter(): Record<string, unknown> | undefined {
    const other = this.other()
    return this.#random.pick<Record<string, unknown> | undefined>([
      undefined,
      undefined,
      { owner: this.#tenant },
      { owner: other },
      { owner: { in: [...TENANTS] } },
      { tenantId: other },
      { namespace: other, tenant_id: other },
      { year: { gte: 1990, lt: 2020 } },
      { constructor: 'x' },
      { quoted: `' OR tenant_id = '${other}' --` },
    ])
  }
}
