import { Client, type Sent } from '@bulkhead/harness/client'

import type { DrillSystem } from './drill-system.ts'
import { ATLAS, BOREALIS } from './drill-tenants.ts'
import { pause } from './pause.ts'

const ROUNDS = 5
/** The longest that a healed system may take to be healthy again. */
const BACK_WITHIN_MS = 10_000
const PAUSE_MS = 50

type Probe = (client: Client) => Promise<Sent>

const PROBES: readonly (readonly [name: string, probe: Probe])[] = [
  ['documents', (client) => client.get('/v1/documents?limit=1')],
  ['search', (client) => client.post('/v1/search', { query: 'harbour pilot code word' })],
  [
    'completion',
    (client) => client.post('/v1/chat/completions', { messages: [{ role: 'user', content: 'Ahoy' }] }),
  ],
  ['answer', (client) => client.post('/v1/answers', { question: 'What does the harbour pilot keep?' })],
]

/** What is wrong with one tenant; empty when everything it uses answers completely and undegraded. */
async function problemsOf(name: string, client: Client): Promise<string[]> {
  const problems: string[] = []
  for (const [what, probe] of PROBES) {
    const sent = await probe(client)
    const isWhole = sent.status === 200 && !sent.headers.has('x-bulkhead-degraded')
    const warnings = sent.body?.warnings ?? []
    if (!isWhole || warnings.length > 0)
      problems.push(
        `${name}: ${what} answered ${sent.status} ${sent.text.slice(0, 200)} ${JSON.stringify(warnings)}`,
      )
  }
  return problems
}

/** 20 probes of each of the two tenants, all of which must pass; tried again for 10 s. */
export async function steadyState({ fetch }: DrillSystem): Promise<readonly string[]> {
  const tenants = [
    ['atlas', new Client(fetch, ATLAS)],
    ['borealis', new Client(fetch, BOREALIS)],
  ] as const
  const untilMs = Date.now() + BACK_WITHIN_MS
  let problems: string[] = []
  do {
    problems = []
    for (let round = 0; round < ROUNDS && problems.length === 0; round++) {
      const found = await Promise.all(tenants.map(([name, client]) => problemsOf(name, client)))
      problems.push(...found.flat())
    }
    if (problems.length > 0) await pause(200)
  } while (problems.length > 0 && Date.now() < untilMs)
  return problems
}

/** Keeps the control tenant in use. Whatever it notices turns the drill red. */
export class Control {
  readonly #client: Client
  readonly #problems: string[] = []
  readonly #done: Promise<void>
  #stopped = false

  constructor({ fetch }: DrillSystem) {
    this.#client = new Client(fetch, BOREALIS)
    this.#done = this.#probe()
  }

  /** What went wrong. */
  async stop(): Promise<readonly string[]> {
    this.#stopped = true
    await this.#done
    return this.#problems
  }

  async #probe(): Promise<void> {
    while (!this.#stopped && this.#problems.length === 0) {
      try {
        this.#problems.push(...(await problemsOf('borealis', this.#client)))
      } catch (thrown) {
        this.#problems.push(`borealis: ${String(thrown)}`)
      }
      await pause(PAUSE_MS)
    }
  }
}
