import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { eventually, read, type Sent } from '@bulkhead/harness/client'
import { keyOf, type RouteRow } from '@bulkhead/harness/route-table'

import { bearer } from './identities.ts'
import { betrayed, canary, persona, PERSONAS, type Name } from './personas.ts'
import { probesOf, type Probe } from './probes.ts'
import { NOBODYS, ownTarget, type Belongings, type Target } from './targets.ts'

export interface Ask {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent as it is, as text. */
  readonly body?: unknown
  readonly origin?: string
}

/** One of the tenant's own keys. */
const KEY = { scopes: ['usage:read'] }

/**
 * Several tenants, each with one of everything, and a watch over every answer: who received something that is
 * somebody else's.
 */
export class World {
  /** Answers that betrayed something, as what was asked and what was in it. */
  readonly leaks: string[] = []
  /** Answers to a tenant that a cache in between could keep for somebody else. */
  readonly cacheable: string[] = []
  /** Whose key each request was sent with, for those that came with a good one. */
  readonly askedBy = new Map<string, Name>()
  readonly #bulkhead: Bulkhead
  readonly #routes: readonly RouteRow[]
  readonly #belongings = new Map<Name, Belongings>()
  #addresses = 0

  constructor(bulkhead: Bulkhead, routes: readonly RouteRow[]) {
    this.#bulkhead = bulkhead
    this.#routes = routes
  }

  /** As the tenant, or as nobody in particular: then nothing of anybody may be in the answer. */
  async ask(by: Name | undefined, ask: Ask): Promise<Sent> {
    const sent = await read(await this.#send(by, ask))
    const { text, headers } = sent
    const what = `${by ?? 'a stranger'}: ${ask.method} ${ask.path}`
    if (by !== undefined) {
      this.askedBy.set(headers.get('x-request-id') ?? '', by)
      if (headers.get('cache-control') !== 'private, no-store') this.cacheable.push(what)
    }
    const told = betrayed(`${JSON.stringify([...headers])}${text}`).filter((name) => name !== by)
    if (told.length > 0) this.leaks.push(`${what} revealed ${told.join()}: ${text}`)
    return sent
  }

  #send(by: Name | undefined, { method, path, headers, body, origin = '' }: Ask): Promise<Response> {
    const isText = typeof body === 'string'
    return this.#bulkhead.fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
        ...(by === undefined ? {} : bearer(persona(by).key)),
        'cf-connecting-ip': this.#nextAddress(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    })
  }

  /**
   * Failed identifications are counted by address, and the matrix has more of them than one address may have.
   */
  #nextAddress(): string {
    const count = this.#addresses++
    return `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`
  }

  own(name: Name): Target {
    return ownTarget(name, this.belongings(name))
  }

  belongings(name: Name): Belongings {
    const belongings = this.#belongings.get(name)
    if (belongings === undefined) throw new Error(`${name} was not planted`)
    return belongings
  }

  async plantAll(): Promise<void> {
    await Promise.all(PERSONAS.map(({ name }) => this.#plant(name)))
  }

  async #plant(name: Name): Promise<void> {
    const post = async (path: string, body: unknown, headers: Ask['headers'] = {}) => {
      const sent = await this.ask(name, { method: 'POST', path, body, headers })
      if (sent.status >= 300) throw new Error(`planting ${path} for ${name}: ${sent.status} ${sent.text}`)
      return sent
    }
    const postUnderKey = (path: string) => {
      const { body, headers } = this.#probeUnderKey(name, path)
      return post(path, body, headers)
    }
    for (const id of ['first', 'twin'])
      await post('/v1/documents', { id: `${name}-${id}`, ...this.#documentOf(name) })
    await postUnderKey('/v1/documents')
    await post(`/v1/documents?id=${name}-file&title=${canary(name, 'file')}`, canary(name, 'raw'))
    await this.#indexed(name)
    const session = await postUnderKey('/v1/sessions')
    const sessionId: string = session.body.id
    const content = `What is the ballast of ${canary(name, 'document')}?`
    const message = await post(`/v1/sessions/${sessionId}/messages`, { content, retrieval: true })
    await postUnderKey('/v1/chat/completions')
    await postUnderKey('/v1/answers')
    await post('/v1/embeddings', { input: canary(name, 'embedding') })
    await postUnderKey('/v1/responses')
    const response = await post('/v1/responses', { input: canary(name, 'response') })
    const responseId: string = response.body.id
    const key = await post('/v1/keys', KEY)
    const keyId: string = key.body.id
    this.#belongings.set(name, { sessionId, messageId: message.body.id, responseId, keyId })
  }

  /** The probe that repeats what is planted here under the tenant's Idempotency-Key. */
  #probeUnderKey(name: Name, path: string): Probe {
    const route = this.#routes.find((row) => keyOf(row) === `POST ${path}`)
    const target = { ...NOBODYS, owner: name, idempotencyKey: `key-of-${name}` }
    const probe = route && probesOf(route, target, name).find(({ hasKey }) => hasKey)
    if (probe === undefined) throw new Error(`POST ${path} has no probe with an Idempotency-Key`)
    return probe
  }

  #documentOf(name: Name): object {
    return this.#probeUnderKey(name, '/v1/documents').body as object
  }

  /** Until nothing of the tenant is under way any more. */
  async #indexed(name: Name): Promise<void> {
    await eventually(async () => {
      const { body } = await this.ask(name, { method: 'GET', path: '/v1/documents?limit=100' })
      const isDone = ({ status }: { status: string }) => status === 'indexed'
      return body.data.length > 0 && body.data.every(isDone) ? true : undefined
    })
  }

  /** Something of the owner's that may go. */
  async toSpend(name: Name, kind: NonNullable<Probe['spends']>): Promise<Partial<Target>> {
    if (kind === 'key') {
      const made = await this.ask(name, { method: 'POST', path: '/v1/keys', body: KEY })
      return { keyId: made.body.id }
    }
    if (kind === 'response') {
      const body = { input: canary(name, 'spare') }
      const made = await this.ask(name, { method: 'POST', path: '/v1/responses', body })
      return { responseId: made.body.id }
    }
    if (kind === 'session') {
      const made = await this.ask(name, { method: 'POST', path: '/v1/sessions', body: {} })
      return { sessionId: made.body.id }
    }
    const documentId = `${name}-spare`
    const body = { id: documentId, ...this.#documentOf(name) }
    await this.ask(name, { method: 'POST', path: '/v1/documents', body })
    return { documentId }
  }

  /** Everything that a tenant can see of itself, what it has used included. */
  async stateOf(name: Name): Promise<unknown> {
    await this.#indexed(name)
    const see = async (path: string) => (await this.ask(name, { method: 'GET', path })).body
    const { sessionId } = this.belongings(name)
    const documents = await see('/v1/documents?limit=100')
    const sessions = await see('/v1/sessions?limit=100')
    const messages = await see(`/v1/sessions/${sessionId}/messages?limit=100`)
    const tokens = await eventually(async () => {
      const { tokensPerDay } = (await see('/v1/usage')).limits
      return tokensPerDay.reserved === 0 ? tokensPerDay.used : undefined
    })
    return { documents, sessions, messages, tokens }
  }
}
