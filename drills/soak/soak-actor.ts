import type { Fetch } from '@bulkhead/harness/bulkhead'
import { Client, eventsOf, read, type Sent } from '@bulkhead/harness/client'
import type { Random } from '@bulkhead/harness/random'

import { pause } from '../stage/pause.ts'

/** What a client was promised, and must find at the end. */
export interface Promised {
  /** Of every document that was accepted and not deleted since. */
  readonly documents: Set<string>
  /** Answers by the message's id: acknowledged as complete. */
  readonly messages: Map<string, { readonly session: string; readonly content: string }>
}

const WAIT_MS = 60_000
const REPEATS = 5

/** One client of one tenant, doing what clients do: writing, asking, and repeating what was not answered. */
export class SoakActor {
  readonly promised: Promised = { documents: new Set(), messages: new Map() }
  readonly problems: string[] = []
  /** How often each status came. */
  readonly statuses = new Map<string, number>()
  readonly name: string
  readonly #client: Client
  readonly #random: Random
  #session: string | undefined
  #step = 0

  constructor(name: string, client: { readonly fetch: Fetch; readonly key: string }, random: Random) {
    this.name = name
    this.#client = new Client(client.fetch, client.key)
    this.#random = random
  }

  /** Sends one request after another until stopped; broken connections are part of a client's life. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      this.#step += 1
      await this.#act().catch(() => this.#count('no answer'))
      await pause(20)
    }
  }

  #act(): Promise<void> {
    const acts = [
      () => this.#complete(),
      () => this.#converse(),
      () => this.#put(),
      () => this.#search(),
      () => this.#answer(),
      () => this.#usage(),
    ]
    return this.#random.pick(acts)()
  }

  async #send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Sent> {
    const sent = await read(await this.#client.raw(method, path, body, headers, AbortSignal.timeout(WAIT_MS)))
    this.#count(String(sent.status))
    const code = sent.body?.error?.code
    if (sent.status === 500 || (sent.status >= 400 && code === undefined))
      this.#report(`${method} ${path}: ${sent.status} ${sent.text.slice(0, 300)}`)
    return sent
  }

  /** Repeats with one Idempotency-Key until it succeeds or gives up: every success must be the same. */
  async #repeat(path: string, body: unknown): Promise<Sent | undefined> {
    const key = { 'idempotency-key': `${this.name}-${this.#step}` }
    for (let attempt = 0; attempt < REPEATS; attempt++) {
      const sent = await this.#send('POST', path, body, key).catch(() => undefined)
      if (sent !== undefined && (sent.status < 300 || sent.status === 402 || sent.status === 404)) return sent
      await pause(200)
    }
    return undefined
  }

  async #complete(): Promise<void> {
    const body = { messages: [{ role: 'user', content: `Ahoy ${this.name} ${this.#step}` }] }
    const first = await this.#repeat('/v1/chat/completions', body)
    if (first?.status !== 200 || this.#random.below(4) > 0) return
    const again = await this.#repeat('/v1/chat/completions', body)
    if (again?.status === 200 && again.text !== first.text)
      this.#report(`a repeat of a finished completion was answered anew: ${again.text.slice(0, 200)}`)
  }

  async #converse(): Promise<void> {
    this.#session ??= (await this.#repeat('/v1/sessions', {}))?.body?.id
    if (this.#session === undefined) return
    const path = `/v1/sessions/${this.#session}/messages`
    const content = `What now, ${this.name} ${this.#step}?`
    if (this.#random.below(2) === 0) return this.#stream(path, content)
    const sent = await this.#repeat(path, { content })
    if (sent?.status === 200 && sent.body.status === 'complete')
      this.promised.messages.set(sent.body.id, { session: this.#session, content: sent.body.content })
  }

  async #stream(path: string, content: string): Promise<void> {
    const sent = await this.#send('POST', path, { content, stream: true })
    if (sent.status !== 200) return
    const ends = eventsOf(sent.text).filter(({ event }) => event === 'message.end' || event === 'error')
    if (ends.length !== 1) this.#report(`${ends.length} terminal events in ${sent.text.slice(-300)}`)
    const [end] = ends
    const [, , , session = ''] = path.split('/')
    if (end?.event === 'message.end' && end.data.status === 'complete')
      this.promised.messages.set(end.data.id, { session, content: end.data.content })
  }

  async #put(): Promise<void> {
    const id = `${this.name}-${this.#random.below(200)}`
    const sent = await this.#send('POST', '/v1/documents', {
      id,
      text: `Note ${this.#step} of ${this.name} on the anchor.`,
    })
    if (sent.status === 202) this.promised.documents.add(id)
  }

  async #search(): Promise<void> {
    await this.#send('POST', '/v1/search', { query: 'harbour pilot code word anchor' })
  }

  async #answer(): Promise<void> {
    await this.#send('POST', '/v1/answers', { question: 'What does the harbour pilot keep?' })
  }

  /** Never more than the budget, and always the sum over the models. */
  async #usage(): Promise<void> {
    const sent = await this.#send('GET', '/v1/usage')
    if (sent.status !== 200) return
    const { limit, used, reserved } = sent.body.limits.tokensPerDay
    if (used + reserved > limit) this.#report(`${used} used and ${reserved} reserved of ${limit} tokens`)
    const [today] = sent.body.days
    const total: number = today?.totalTokens ?? 0
    if (used !== total) this.#report(`${used} tokens used, but ${total} by model`)
  }

  #count(status: string): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
  }

  #report(problem: string): void {
    if (this.problems.length < 20) this.problems.push(`${this.name}, step ${this.#step}: ${problem}`)
  }
}
