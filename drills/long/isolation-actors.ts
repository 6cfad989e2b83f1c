import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, localKey, type Sent } from '@bulkhead/harness/client'
import { Random } from '@bulkhead/harness/random'
import { OSCORP, STARK } from '@bulkhead/tests/tenants/keys'

import { IsolationRequests, TENANTS } from './isolation-requests.ts'

export interface IsolationDrill {
  readonly seed: number
  readonly operations: number
}

export interface IsolationReport {
  /** How often each operation ran. */
  readonly counts: ReadonlyMap<string, number>
  /** Results of search and answers that were checked. */
  readonly results: number
  /** Every answer that differs from the tenant's own documents; empty when isolation works. */
  readonly problems: readonly string[]
}

const MOST_PROBLEMS = 20

/** How often an operation is chosen, its name, and the operation. */
type Weighted = readonly [number, string, () => Promise<void>]

interface Held {
  readonly title: string
  readonly metadata: Readonly<Record<string, unknown>>
}

/** Each tenant does its own operations one after another, all tenants at the same time, so each knows exactly what it must see. */
export async function isolationDrill(
  bulkhead: Bulkhead,
  { seed, operations }: IsolationDrill,
): Promise<IsolationReport> {
  const actors = TENANTS.map((tenant) => new Actor(bulkhead, tenant, seed))
  for (const actor of actors) actor.canaries = actors.map(({ canary }) => canary)
  const each = Math.ceil(operations / actors.length)
  await Promise.all(actors.map((actor) => actor.run(each)))
  const counts = new Map<string, number>()
  for (const actor of actors)
    for (const [name, count] of actor.counts) counts.set(name, (counts.get(name) ?? 0) + count)
  return {
    counts,
    results: actors.reduce((sum, { results }) => sum + results, 0),
    problems: actors.flatMap(({ problems }) => problems).slice(0, MOST_PROBLEMS),
  }
}

class Actor {
  readonly tenant: string
  /** Is in every chunk of this tenant and nowhere else. */
  readonly canary: string
  canaries: readonly string[] = []
  readonly counts = new Map<string, number>()
  readonly problems: string[] = []
  results = 0
  readonly #client: Client
  readonly #random: Random
  readonly #requests: IsolationRequests
  readonly #held = new Map<string, Held>()
  #step = 0

  constructor(bulkhead: Bulkhead, tenant: (typeof TENANTS)[number], seed: number) {
    const index = TENANTS.indexOf(tenant)
    this.tenant = tenant
    this.#random = new Random(seed + index)
    this.canary = `canary${this.#random.below(2 ** 31).toString(36)}${index}`
    this.#requests = new IsolationRequests(tenant, this.canary, this.#random)
    const keys: Record<string, string> = { stark: STARK.full, oscorp: OSCORP }
    this.#client = new Client(bulkhead.fetch, keys[tenant] ?? localKey(tenant))
  }

  async run(steps: number): Promise<void> {
    for (this.#step = 0; this.#step < steps; this.#step++) {
      const [name, operation] = this.#choose()
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
      await operation(name)
    }
  }

  #choose(): [string, (name: string) => Promise<void>] {
    const table: readonly [Weighted, ...Weighted[]] = [
      [28, 'put', () => this.#put()],
      [12, 'get', () => this.#get()],
      [8, 'list', () => this.#list()],
      [24, 'search', () => this.#search()],
      [8, 'delete', () => this.#delete()],
      [4, 'retry', () => this.#retry()],
      [8, 'answer', () => this.#answer()],
      [4, 'foreign tenant named', () => this.#nameAnother()],
      [4, 'hostile path', () => this.#hostilePath()],
    ]
    let at = this.#random.below(table.reduce((sum, [weight]) => sum + weight, 0))
    const [, name, run] = table.find(([weight]) => (at -= weight) < 0) ?? table[0]
    return [name, run]
  }

  /** Whatever comes back, nobody else's canary is in it, in body or headers. */
  async #send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Sent> {
    const sent = await this.#client.send(method, path, body, headers)
    const seen = `${sent.text}${JSON.stringify([...sent.headers])}`
    for (const canary of this.canaries) {
      if (canary !== this.canary && seen.includes(canary))
        this.#report(`${method} ${path} ${JSON.stringify(body)} showed ${canary}: ${sent.text}`)
    }
    return sent
  }

  #report(problem: string): void {
    this.problems.push(`${this.tenant}, step ${this.#step}: ${problem.slice(0, 600)}`)
  }

  #expect(what: string, actual: unknown, wanted: unknown): void {
    if (JSON.stringify(actual) !== JSON.stringify(wanted))
      this.#report(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`)
  }

  async #put(): Promise<void> {
    const id = this.#requests.id()
    const title = `${this.canary} ${this.#random.below(1_000_000)}`
    const metadata = this.#requests.metadata()
    const sent = await this.#send('POST', '/v1/documents', {
      id,
      title,
      metadata,
      ...this.#requests.content(),
    })
    this.#expect(`put ${id}`, [sent.status, sent.body?.id], [202, id])
    if (sent.status === 202) this.#held.set(id, { title, metadata })
  }

  async #get(): Promise<void> {
    const id = this.#requests.id()
    const held = this.#held.get(id)
    const { status, body } = await this.#send('GET', `/v1/documents/${id}`)
    if (held === undefined) this.#expect(`get ${id}`, [status, body?.error?.code], [404, 'not_found'])
    else this.#expect(`get ${id}`, [status, body?.title, body?.metadata], [200, held.title, held.metadata])
  }

  async #list(): Promise<void> {
    const { status, body } = await this.#send('GET', '/v1/documents?limit=100')
    const listed = (body?.data ?? []).map(({ id }: { id: string }) => id)
    this.#expect('list', [status, listed.toSorted()], [200, [...this.#held.keys()].toSorted()])
  }

  async #delete(): Promise<void> {
    const id = this.#requests.id()
    const { status } = await this.#send('DELETE', `/v1/documents/${id}`)
    this.#expect(`delete ${id}`, status, this.#held.delete(id) ? 204 : 404)
  }

  async #retry(): Promise<void> {
    const id = this.#requests.id()
    const { status } = await this.#send('POST', `/v1/documents/${id}/retry`)
    this.#expect(`retry ${id}`, status, this.#held.has(id) ? 202 : 404)
  }

  async #search(): Promise<void> {
    const filter = this.#requests.filter()
    const mode = this.#requests.mode()
    const request = {
      query: this.#requests.query(this.canaries),
      topK: 1 + this.#random.below(50),
      mode,
      filter,
    }
    const { status, body } = await this.#send('POST', '/v1/search', request)
    this.#expect(`search ${JSON.stringify(request)}`, status, 200)
    for (const { documentId, chunkId, text, title, metadata } of body?.results ?? []) {
      this.results += 1
      const isOwn =
        this.#held.has(documentId) &&
        `${title}${text}`.includes(this.canary) &&
        metadata.owner === this.tenant &&
        chunkId.startsWith(`${documentId}:`)
      if (!isOwn) this.#report(`search ${JSON.stringify(request)} found ${chunkId} ${text}`)
      if (filter !== undefined && 'owner' in filter) this.#expect('filter', metadata.owner, this.tenant)
    }
  }

  async #answer(): Promise<void> {
    const question = this.#requests.query(this.canaries)
    const { status, body } = await this.#send('POST', '/v1/answers', {
      question,
      filter: this.#requests.filter(),
    })
    this.#expect(`answer ${question}`, status, 200)
    for (const { documentId, quote } of body?.citations ?? []) {
      this.results += 1
      if (!this.#held.has(documentId)) this.#report(`answer ${question} cites ${documentId}: ${quote}`)
    }
  }

  async #nameAnother(): Promise<void> {
    const path = `/v1/documents/${this.#requests.id()}`
    const { status, body } = await this.#send('GET', path, undefined, {
      'x-tenant-id': this.#requests.other(),
    })
    // Frequent guesses are throttled.
    if (body?.error?.code !== 'rate_limited')
      this.#expect(`${path} as another`, [status, body?.error?.code], [403, 'tenant_mismatch'])
  }

  async #hostilePath(): Promise<void> {
    const path = this.#requests.hostilePath()
    const method = this.#random.pick(['GET', 'DELETE'])
    const { status } = await this.#send(method, path)
    this.#expect(`${method} ${path}`, status, 404)
  }
}
