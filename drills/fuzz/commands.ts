import { Client, read, type Sent } from '@bulkhead/harness/client'
import { OSCORP, STARK } from '@bulkhead/tests/tenants/keys'
import * as fc from 'fast-check'

import { BOREALIS } from '../stage/drill-tenants.ts'
import { requireOrderly, soon } from './answer-rules.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from './suite.ts'

const KEYS = [OSCORP, STARK.full, BOREALIS] as const
const IDS = ['a', 'b', 'c', 'constructor', '__proto__', 'oscorp'] as const
const KINDS = [
  'putDocument',
  'getDocument',
  'deleteDocument',
  'listDocuments',
  'search',
  'createSession',
  'sendMessage',
  'repeatMessage',
  'listMessages',
  'deleteSession',
  'complete',
] as const

interface Command {
  readonly kind: (typeof KINDS)[number]
  readonly actor: 0 | 1 | 2
  readonly id: (typeof IDS)[number]
  /** Which of the sessions that anybody has made. */
  readonly pick: number
}

const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom(...KINDS),
  actor: fc.constantFrom(0, 1, 2),
  id: fc.constantFrom(...IDS),
  pick: fc.nat({ max: 50 }),
})
const MOST_COMMANDS = 30

interface KnownSession {
  readonly id: string
  readonly owner: number
  readonly contents: string[]
  isGone: boolean
  /** The key and body of its last message, and what was answered. */
  last?: { readonly key: string; readonly content: string; readonly answerId: string }
}

/** What each tenant must see: the simplest possible model of the system. */
class Model {
  /** By actor and id; the marker in the document. */
  readonly documents = new Map<string, string>()
  readonly sessions: KnownSession[] = []
}

/**
 * Random commands of three tenants who use the same document ids and half the time each other's sessions, held against a model: every answer is
 * what the tenant itself has stored, and nothing of anybody else is ever in it.
 */
export async function fuzzCommands(target: Target): Promise<SuiteReport> {
  const world = new World(target)
  const runs = fc.array(command, { minLength: 5, maxLength: MOST_COMMANDS })
  return runProperty(target, {
    name: 'commands',
    runs: target.requests / (MOST_COMMANDS / 2),
    input: runs,
    check: async (commands, tally) => {
      for (const one of commands) await world.obey(one, tally)
    },
  })
}

class World {
  readonly #clients: readonly Client[]
  readonly #model = new Model()
  /** Part of every name, and the same when the run is repeated. */
  readonly #run: string
  #steps = 0

  constructor({ fetch, seed }: Target) {
    this.#run = seed.toString(36)
    this.#clients = KEYS.map((key) => new Client(fetch, key))
  }

  async obey(command: Command, tally: Tally): Promise<void> {
    this.#steps += 1
    const sent = await this[command.kind](command)
    if (sent === undefined) return
    tally.note(sent.status)
    requireOrderly(command.kind, sent)
    this.#requireNothingForeign(command.actor, sent)
  }

  #send(actor: number, request: string, body?: unknown, headers?: Record<string, string>): Promise<Sent> {
    const client = this.#clients[actor]
    if (client === undefined) throw new RangeError(`no actor ${actor}`)
    const [method = '', path = ''] = request.split(' ')
    return client.raw(method, path, body, headers, soon()).then(read)
  }

  #documentId(id: string): string {
    return `${id}-${this.#run}`
  }

  #marker(actor: number): string {
    return `marker-${actor}-${this.#run}`
  }

  #requireNothingForeign(actor: number, { text }: Sent): void {
    for (const other of KEYS.keys()) {
      if (other !== actor && text.includes(this.#marker(other)))
        throw new Error(`actor ${actor} saw ${this.#marker(other)}`)
    }
  }

  async putDocument({ actor, id }: Command): Promise<Sent> {
    const marker = `${this.#marker(actor)} ${this.#steps}`
    const sent = await this.#send(actor, 'POST /v1/documents', {
      id: this.#documentId(id),
      text: `The note ${marker}.`,
      title: marker,
    })
    require(sent, 202)
    this.#model.documents.set(`${actor}/${id}`, marker)
    return sent
  }

  async getDocument({ actor, id }: Command): Promise<Sent> {
    const held = this.#model.documents.get(`${actor}/${id}`)
    const sent = await this.#send(actor, `GET /v1/documents/${this.#documentId(id)}`)
    require(sent, held === undefined ? 404 : 200)
    if (held !== undefined && sent.body.title !== held)
      throw new Error(`title ${sent.body.title} instead of ${held}`)
    return sent
  }

  async deleteDocument({ actor, id }: Command): Promise<Sent> {
    const sent = await this.#send(actor, `DELETE /v1/documents/${this.#documentId(id)}`)
    require(sent, this.#model.documents.delete(`${actor}/${id}`) ? 204 : 404)
    return sent
  }

  async listDocuments({ actor }: Command): Promise<Sent> {
    const sent = await this.#send(actor, 'GET /v1/documents?limit=100')
    require(sent, 200)
    return sent
  }

  async search({ actor, pick }: Command): Promise<Sent> {
    const query = `The note ${this.#marker(pick % KEYS.length)}`
    const sent = await this.#send(actor, 'POST /v1/search', { query })
    require(sent, 200)
    return sent
  }

  async createSession({ actor }: Command): Promise<Sent> {
    const sent = await this.#send(actor, 'POST /v1/sessions', { title: this.#marker(actor) })
    require(sent, 201)
    this.#model.sessions.push({ id: String(sent.body.id), owner: actor, contents: [], isGone: false })
    return sent
  }

  async sendMessage({ actor, pick }: Command): Promise<Sent | undefined> {
    const session = this.#session(pick)
    if (session === undefined) return undefined
    const content = `${this.#marker(actor)} says ${this.#steps}`
    const key = `key-${this.#run}-${this.#steps}`
    const sent = await this.#post(actor, session, content, key)
    if (!isOpenTo(session, actor)) require(sent, 404)
    else {
      require(sent, 200)
      session.contents.push(content)
      session.last = { key, content, answerId: String(sent.body.id) }
    }
    return sent
  }

  /** The same Idempotency-Key and body again: the same answer, and nothing more in the session. */
  async repeatMessage({ pick }: Command): Promise<Sent | undefined> {
    const session = this.#session(pick)
    if (session?.last === undefined || session.isGone) return undefined
    const { key, content, answerId } = session.last
    const sent = await this.#post(session.owner, session, content, key)
    require(sent, 200)
    if (sent.body.id !== answerId || sent.headers.get('idempotency-replayed') !== 'true')
      throw new Error(`the repeat of ${key} was answered anew`)
    return sent
  }

  async listMessages({ actor, pick }: Command): Promise<Sent | undefined> {
    const session = this.#session(pick)
    if (session === undefined) return undefined
    const sent = await this.#send(actor, `GET /v1/sessions/${session.id}/messages?limit=100`)
    if (!isOpenTo(session, actor)) require(sent, 404)
    else requireHistory(sent, session)
    return sent
  }

  async deleteSession({ actor, pick }: Command): Promise<Sent | undefined> {
    const session = this.#session(pick)
    if (session === undefined) return undefined
    const sent = await this.#send(actor, `DELETE /v1/sessions/${session.id}`)
    if (!isOpenTo(session, actor)) require(sent, 404)
    else {
      require(sent, 204)
      session.isGone = true
    }
    return sent
  }

  async complete({ actor }: Command): Promise<Sent> {
    const messages = [{ role: 'user', content: `${this.#marker(actor)} asks` }]
    const sent = await this.#send(actor, 'POST /v1/chat/completions', { messages })
    require(sent, 200)
    return sent
  }

  #session(pick: number): KnownSession | undefined {
    const { sessions } = this.#model
    return sessions.length === 0 ? undefined : sessions[pick % sessions.length]
  }

  #post(actor: number, { id }: KnownSession, content: string, key: string): Promise<Sent> {
    return this.#send(actor, `POST /v1/sessions/${id}/messages`, { content }, { 'idempotency-key': key })
  }
}

function isOpenTo({ owner, isGone }: KnownSession, actor: number): boolean {
  return owner === actor && !isGone
}

function requireHistory(sent: Sent, { contents }: KnownSession): void {
  require(sent, 200)
  const messages: readonly { readonly role: string; readonly content: string }[] = sent.body.data
  const asked = messages.filter(({ role }) => role === 'user').map(({ content }) => content)
  const expected = contents.slice(0, asked.length)
  if (messages.length !== Math.min(100, contents.length * 2) || asked.join('\n') !== expected.join('\n'))
    throw new Error(`the history holds ${JSON.stringify(asked)} instead of ${JSON.stringify(contents)}`)
}

function require(sent: Sent, status: number): void {
  if (sent.status !== status)
    throw new Error(`${sent.status} instead of ${status}: ${sent.text.slice(0, 300)}`)
}
