import { WorkerEntrypoint } from 'cloudflare:workers'

/**
 * Stand-ins for what rag calls. They really store, and a test can make them fail, hang, delay, or leak. Plain
 * types only: this file is stripped, not bundled.
 */

const DIMENSIONS = 1024

interface StoredVector {
  id: string
  /** Which index holds it: `''`, or that of the next model. */
  index: string
  namespace: string
  values: number[]
}

interface FakeState {
  aiFault?: 'error' | 'hang' | 'malformed'
  /** What is seen in pictures; without it none can be read. */
  seen?: string
  rankFault?: 'error' | 'hang' | 'malformed'
  vectorFault?: 'error' | 'hang'
  /** Vectorize takes mutations but applies none of them until `release`. */
  held?: boolean
  /** Ids that every query returns besides the right ones. */
  leaked?: string[]
  /** What `reserve` answers instead of granting. */
  refusal?: object
  aiCalls: number[]
  /** How many texts each ranking had. */
  rankings: number[]
  pending: (() => void)[]
  vectors: Map<string, StoredVector>
  mutations: number
  reservations: Map<string, number>
  settled: Map<string, number>
}

const fresh = (): FakeState => ({
  aiCalls: [],
  rankings: [],
  pending: [],
  vectors: new Map(),
  mutations: 0,
  reservations: new Map(),
  settled: new Map(),
})
let state = fresh()

/** Longer than any patience; with a timer, or the runtime would call the request hung and end it. */
const never = () => new Promise<void>((resolve) => setTimeout(resolve, 60_000))

/** Hashed words: texts that share words are near. */
function embedding(text: string): number[] {
  const values = Array.from({ length: DIMENSIONS }, () => 0)
  for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) {
    let hash = 7
    for (let at = 0; at < word.length; at++) hash = (hash * 31 + word.charCodeAt(at)) % DIMENSIONS
    values[hash] = (values[hash] ?? 0) + 1
  }
  const length = Math.hypot(...values) || 1
  return values.map((value) => value / length)
}

interface RankingInput {
  query: string
  contexts: { text: string }[]
}

/** Shorter texts first, whatever they say: an order that no search gives. */
async function rank({ contexts }: RankingInput): Promise<unknown> {
  state.rankings.push(contexts.length)
  if (state.rankFault === 'error') throw new Error('3040: Capacity temporarily exceeded')
  if (state.rankFault === 'hang') return never()
  if (state.rankFault === 'malformed') return { response: [{ id: 0, score: 1 }] }
  return { response: contexts.map(({ text }, id) => ({ id, score: 1 / (1 + text.length) })) }
}

/** Another model's vectors are turned and narrower: compared with the first one's they mean nothing. */
function ofModel(values: number[], model: string): number[] {
  if (model === '@cf/baai/bge-m3') return values
  return [...values.slice(DIMENSIONS / 2), ...values.slice(0, DIMENSIONS / 4)]
}

const dot = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)

/** Tells the fakes of this Worker what to do, and reports what they saw. */
function tell(command: string, value: object) {
  if (command === 'reset') state = fresh()
  if (command === 'set') state = { ...state, ...value }
  if (command === 'release') {
    delete state.held
    for (const apply of state.pending.splice(0)) apply()
  }
  return {
    aiCalls: state.aiCalls,
    rankings: state.rankings,
    vectors: [...state.vectors.values()].map(({ id, index, namespace }) => ({ id, index, namespace })),
    reservations: [...state.reservations],
    settled: [...state.settled],
  }
}

export class LocalAi extends WorkerEntrypoint {
  tell(command: string, value: object) {
    return tell(command, value)
  }

  async run(model: string, input: { text: string[] } | RankingInput): Promise<unknown> {
    if ('contexts' in input) return rank(input)
    state.aiCalls.push(input.text.length)
    if (state.aiFault === 'error') throw new Error('3040: Capacity temporarily exceeded')
    if (state.aiFault === 'hang') return never()
    if (state.aiFault === 'malformed') return { data: [[1, 2, 3]] }
    const data = input.text.map((text) => ofModel(embedding(text), model))
    return { shape: [input.text.length, data[0]?.length ?? 0], data }
  }

  async toMarkdown({ name }: { name: string }) {
    if (state.aiFault === 'error') throw new Error('3040: Capacity temporarily exceeded')
    if (state.seen === undefined) return { name, format: 'error', error: 'not supported' }
    return { name, format: 'markdown', data: state.seen }
  }
}

export class LocalVectorize extends WorkerEntrypoint<unknown, { index?: string }> {
  readonly #index = this.ctx.props?.index ?? ''

  async upsert(vectors: StoredVector[]) {
    await this.#fault()
    const index = this.#index
    return this.#mutate(() => {
      for (const vector of vectors) state.vectors.set(`${index}/${vector.id}`, { ...vector, index })
    })
  }

  async deleteByIds(ids: string[]) {
    await this.#fault()
    const index = this.#index
    return this.#mutate(() => {
      for (const id of ids) state.vectors.delete(`${index}/${id}`)
    })
  }

  async getByIds(ids: string[]) {
    await this.#fault()
    return ids.flatMap((id) => state.vectors.get(`${this.#index}/${id}`) ?? [])
  }

  async query(values: number[], options: { namespace: string; topK: number }) {
    await this.#fault()
    const matches = [...state.vectors.values()]
      .filter(({ namespace, index }) => namespace === options.namespace && index === this.#index)
      .map((vector) => ({ id: vector.id, score: dot(vector.values, values) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, options.topK)
    const leaked = (state.leaked ?? []).map((id) => ({ id, score: 0.99 }))
    return { count: matches.length, matches: [...leaked, ...matches] }
  }

  async #fault() {
    if (state.vectorFault === 'error') throw new Error('VECTOR_QUERY_ERROR (code = 40000)')
    if (state.vectorFault === 'hang') await never()
  }

  #mutate(apply: () => void) {
    if (state.held) state.pending.push(apply)
    else apply()
    return { mutationId: `mutation-${++state.mutations}` }
  }
}

const reports: { tenantId: string; report: object }[] = []
let isControlDown = false

export class Control extends WorkerEntrypoint {
  async documents(tenantId: string, report: object) {
    if (isControlDown) throw new Error('control is down')
    reports.push({ tenantId, report })
    return { ok: true, value: null }
  }

  async setDown(down: boolean) {
    isControlDown = down
  }

  async reportsOf(tenantId: string) {
    return reports.flatMap((one) => (one.tenantId === tenantId ? one.report : []))
  }
}

export class RateLimit extends WorkerEntrypoint {
  tell(command: string, value: object) {
    return tell(command, value)
  }

  async reserve(_ctx: unknown, reservation: { reservationId: string; tokens: number }) {
    if (state.refusal) return state.refusal
    state.reservations.set(reservation.reservationId, reservation.tokens)
    return { ok: true, value: reservation }
  }

  async settleMany(_tenantId: string, settlements: { reservationId: string; promptTokens: number }[]) {
    for (const { reservationId, promptTokens } of settlements) state.settled.set(reservationId, promptTokens)
    return { ok: true, value: null }
  }
}
