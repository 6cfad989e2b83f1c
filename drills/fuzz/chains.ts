import { Client, read, type Sent } from '@bulkhead/harness/client'
import { OSCORP, STARK } from '@bulkhead/tests/tenants/keys'
import * as fc from 'fast-check'

import { BOREALIS } from '../stage/drill-tenants.ts'
import { requireOrderly, soon } from './answer-rules.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from './suite.ts'

const KEYS = [OSCORP, STARK.full, BOREALIS] as const
const KINDS = ['respond', 'respond', 'pass', 'read', 'readAgain', 'items', 'cancel', 'remove'] as const
const MOST_COMMANDS = 20

interface Command {
  readonly kind: (typeof KINDS)[number]
  readonly actor: 0 | 1 | 2
  /** Which of the responses that anybody has made, or none. */
  readonly pick: number
  readonly startingAfter: string
}

const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom(...KINDS),
  actor: fc.constantFrom(0, 1, 2),
  pick: fc.nat({ max: 30 }),
  startingAfter: fc.constantFrom('0', '1', '3', '999999', '-1', '1.5', 'abc', '', '9'.repeat(40)),
})

interface Known {
  readonly id: string
  readonly owner: number
  readonly said: string
  isGone: boolean
}

/**
 * Random chains of responses of three tenants, half the time on from each other's, held against a model: only who made a response reads it, goes on
 * from it, cancels or deletes it, and what another has said is never in an answer.
 */
export async function fuzzChains(target: Target): Promise<SuiteReport> {
  const world = new World(target)
  return runProperty(target, {
    name: 'chains',
    runs: target.requests / (MOST_COMMANDS / 2),
    input: fc.array(command, { minLength: 4, maxLength: MOST_COMMANDS }),
    check: async (commands, tally) => {
      for (const one of commands) await world.obey(one, tally)
    },
  })
}

class World {
  readonly #clients: readonly Client[]
  readonly #made: Known[] = []
  readonly #run: string
  #steps = 0

  constructor({ fetch, seed }: Target) {
    this.#run = seed.toString(36)
    this.#clients = KEYS.map((key) => new Client(fetch, key))
  }

  async obey(one: Command, tally: Tally): Promise<void> {
    this.#steps += 1
    const sent = await this.#do(one)
    if (sent === undefined) return
    tally.note(sent.status)
    requireOrderly(one.kind, sent)
    for (const other of KEYS.keys()) {
      if (other !== one.actor && sent.text.includes(this.#marker(other)))
        throw new Error(`actor ${one.actor} saw ${this.#marker(other)}`)
    }
  }

  async #do({ kind, actor, pick, startingAfter }: Command): Promise<Sent | undefined> {
    if (kind === 'respond') return await this.#respond(actor, this.#made[pick])
    if (kind === 'pass') return await this.#pass(actor)
    const known = this.#made[pick % Math.max(1, this.#made.length)]
    if (known === undefined) return undefined
    const sent = await this.#send(actor, requestOf(kind, `/v1/responses/${known.id}`, startingAfter))
    // Whether a cursor is one is judged before whose the response is.
    if (kind === 'readAgain' && sent.status === 400) return sent
    requireStatus(sent, isOpenTo(known, actor) ? 200 : 404)
    if (sent.status === 200) learn(kind, known, sent)
    return sent
  }

  /** On from a response, or from nothing; kept. */
  async #respond(actor: number, before: Known | undefined): Promise<Sent> {
    const said = `${this.#marker(actor)} says ${this.#steps}`
    const previous = before === undefined ? {} : { previous_response_id: before.id }
    const sent = await this.#send(actor, 'POST /v1/responses', { input: said, ...previous })
    const isOpen = before === undefined || isOpenTo(before, actor)
    requireStatus(sent, isOpen ? 200 : 404)
    if (isOpen) this.#made.push({ id: String(sent.body.id), owner: actor, said, isGone: false })
    return sent
  }

  /** Not kept, so that nobody reads it, not even its maker. */
  async #pass(actor: number): Promise<Sent> {
    const sent = await this.#send(actor, 'POST /v1/responses', { input: this.#marker(actor), store: false })
    requireStatus(sent, 200)
    requireStatus(await this.#send(actor, `GET /v1/responses/${sent.body.id}`), 404)
    return sent
  }

  #send(actor: number, request: string, body?: unknown): Promise<Sent> {
    const client = this.#clients[actor]
    if (client === undefined) throw new RangeError(`no actor ${actor}`)
    const [method = '', path = ''] = request.split(' ')
    return client.raw(method, path, body, {}, soon()).then(read)
  }

  #marker(actor: number): string {
    return `chain-${actor}-${this.#run}`
  }
}

function isOpenTo({ owner, isGone }: Known, actor: number): boolean {
  return owner === actor && !isGone
}

type Asking = Exclude<Command['kind'], 'respond' | 'pass'>

function requestOf(kind: Asking, path: string, startingAfter: string): string {
  const query = new URLSearchParams({ stream: 'true', starting_after: startingAfter }).toString()
  const requests = {
    read: `GET ${path}`,
    readAgain: `GET ${path}?${query}`,
    items: `GET ${path}/input_items`,
    cancel: `POST ${path}/cancel`,
    remove: `DELETE ${path}`,
  } as const satisfies Record<Asking, string>
  return requests[kind]
}

function learn(kind: Asking, known: Known, { text }: Sent): void {
  if (kind === 'items' && !text.includes(known.said)) throw new Error(`${known.id} lost what it was asked`)
  if (kind === 'remove') known.isGone = true
}

function requireStatus(sent: Sent, status: number): void {
  if (sent.status !== status)
    throw new Error(`${sent.status} instead of ${status}: ${sent.text.slice(0, 300)}`)
}
