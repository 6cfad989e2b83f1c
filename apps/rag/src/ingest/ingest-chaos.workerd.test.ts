import { runInDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'

import type { Job } from '../corpus-protocol.ts'
import { stampsOf } from '../embedding/slots.ts'
import { vectorId } from '../names.ts'
import { openStores } from '../tables/corpus-stores.ts'
import {
  alter,
  callerOf,
  cloud,
  contextOf,
  corpusOf,
  corpusStub,
  count,
  deliver,
  env,
  eventually,
  put,
  rag,
  resetFakes,
  search,
  settle,
} from '../testing/harness.ts'

beforeEach(resetFakes)

const IDS = ['keel', 'mast', 'helm']

const anyId = fc.constantFrom(...IDS)
const anyRefs = fc.array(fc.tuple(anyId, fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 5 })
type Refs = readonly (readonly [string, number])[]

/** One thing that happens to a corpus; printed by what it is when a run fails. */
class Event {
  readonly what: string
  readonly happen: (to: Ordeal) => Promise<unknown>

  constructor(what: string, happen: (to: Ordeal) => Promise<unknown>) {
    this.what = what
    this.happen = happen
  }

  toString(): string {
    return this.what
  }
}

const plain = (what: string, happen: (to: Ordeal) => Promise<unknown>) => fc.constant(new Event(what, happen))
const withRefs = (what: string, happen: (to: Ordeal, refs: Refs) => Promise<unknown>) =>
  anyRefs.map((refs) => new Event(`${what} ${refs.join(' ')}`, (to) => happen(to, refs)))
const withId = (what: string, happen: (to: Ordeal, id: string) => Promise<unknown>) =>
  anyId.map((id) => new Event(`${what} ${id}`, (to) => happen(to, id)))

/** What may happen to a corpus, in any order and as often as it likes. */
const anyEvent = fc.oneof(
  { weight: 2, arbitrary: withId('put short', (to, id) => to.put(id, 1)) },
  { weight: 2, arbitrary: withId('put long', (to, id) => to.put(id, 80)) },
  { weight: 4, arbitrary: withRefs('deliver', (to, refs) => deliver(to.tenant, refs)) },
  { weight: 1, arbitrary: withRefs('deliver without R2', (to, refs) => deliver(to.tenant, refs, NO_R2)) },
  { weight: 1, arbitrary: withRefs('bury', (to, refs) => deliver(to.tenant, refs, DEAD)) },
  { weight: 2, arbitrary: withRefs('die', (to, refs) => to.claim(refs)) },
  { weight: 2, arbitrary: withRefs('linger', (to, refs) => to.linger(refs)) },
  { weight: 1, arbitrary: plain('late', (to) => to.lateWrites()) },
  { weight: 2, arbitrary: plain('alarm', (to) => settle(to.tenant)) },
  { weight: 1, arbitrary: plain('retry all', (to) => rag.retryAll(contextOf(to.tenant))) },
  { weight: 1, arbitrary: withId('retry', (to, id) => rag.retryDocument(contextOf(to.tenant), id)) },
  { weight: 1, arbitrary: withId('delete', (to, id) => rag.deleteDocument(contextOf(to.tenant), id)) },
  { weight: 1, arbitrary: plain('fault ai', () => cloud('set', { ...WELL, aiFault: 'error' })) },
  { weight: 1, arbitrary: plain('fault vectors', () => cloud('set', { ...WELL, vectorFault: 'error' })) },
  { weight: 1, arbitrary: plain('hold vectors', () => cloud('set', { held: true })) },
  { weight: 1, arbitrary: plain('well', () => cloud('set', WELL)) },
)

const WELL = { aiFault: undefined, vectorFault: undefined }
const DEAD = { queue: 'bulkhead-ingest-dead' }
const NO_R2 = {
  over: { DOCUMENTS: { get: () => Promise.reject(new Error('internal error')) } as unknown as R2Bucket },
}

/** One tenant whose corpus everything happens to. */
class Ordeal {
  readonly tenant: string
  /** Workers that hold a claim and are slow. */
  readonly #lingering: Job[] = []
  #puts = 0

  constructor(tenant: string) {
    this.tenant = tenant
  }

  put(id: string, sentences: number) {
    const text = `version ${++this.#puts} ${`of the ${id} and its part. `.repeat(sentences)}`
    return put(this.tenant, { id, text })
  }

  /** A worker takes them and is never heard of again. */
  async claim(refs: Refs): Promise<Job[]> {
    const wanted = refs.map(([documentId, version]) => ({ documentId, version }))
    const jobs = await corpusOf(this.tenant).claim(callerOf(this.tenant), wanted)
    await alter(this.tenant, 'UPDATE version SET lease_until_ms = 1 WHERE lease_until_ms > 0')
    return jobs
  }

  async linger(refs: Refs): Promise<void> {
    this.#lingering.push(...(await this.claim(refs)))
  }

  /** A worker that was taken for dead wakes up and goes on as if nothing had happened. */
  async lateWrites(): Promise<void> {
    const { tenant } = this
    const job = this.#lingering.shift()
    if (job === undefined) return
    const stub = corpusOf(tenant)
    // Its lease may even still be its own; then what it says counts.
    const text = `version of a late worker, who read the ${job.documentId}`
    const chunk = { ordinal: 0, start: 0, end: text.length, heading: null, page: null, text, title: 'late' }
    await stub.stage(callerOf(tenant), job, 0, [chunk])
    await stub.publish(callerOf(tenant), job, 'late')
    const request = { stage: 'embed', stamps: stampsOf(env), limit: 16 } as const
    const batch = await stub.passages(callerOf(tenant), [job], request)
    // It asked before it lost its lease, and hands its vectors over after.
    const ordinals = batch?.passages.map(({ ordinal }) => ordinal) ?? []
    const last = Math.max(0, ...ordinals)
    const vectors = [...new Set([0, ...ordinals])].map((ordinal) => ({
      id: vectorId(job.vectorPrefix, ordinal),
      namespace: tenant,
      values: [1],
    }))
    const isTaken = await env.VECTORIZE.upsert(vectors).then(
      () => true,
      () => false,
    )
    if (isTaken) await stub.upserted(callerOf(tenant), [{ ...job, upserted: last + 1 }])
  }

  /** Everything outside is well again, and time goes by. */
  async recover(): Promise<void> {
    const { tenant } = this
    while (this.#lingering.length > 0) await this.lateWrites()
    await cloud('set', WELL)
    await cloud('release')
    await eventually(tenant, async () => {
      await alter(tenant, 'UPDATE version SET lease_until_ms = 0, not_before_ms = 0')
      await rag.retryAll(contextOf(tenant))
      const rows = await this.rows()
      await deliver(
        tenant,
        rows.map(({ document_id: id, number }) => [id, number]),
      )
      const open = rows.filter(({ status }) => status !== 'indexed').length
      if (open + (await count(tenant, 'discard')) > 0) throw new Error(`${open} documents are not indexed`)
    })
  }

  rows() {
    return runInDurableObject(corpusStub(this.tenant), (_, state) =>
      openStores(state.storage).documents.allVersions(),
    )
  }
}

/** What there should be in every store: of each document one version, and nothing else. */
function due(rows: Awaited<ReturnType<Ordeal['rows']>>) {
  const chunks = rows.reduce((sum, row) => sum + row.chunks, 0)
  const ids = rows.flatMap((row) =>
    Array.from({ length: row.chunks }, (_, ordinal) => vectorId(row.vector_prefix, ordinal)),
  )
  return {
    chunks,
    words: chunks,
    objects: rows.map((row) => row.object_key).toSorted(),
    vectors: ids.toSorted(),
    found: rows.map((row) => row.document_id).toSorted(),
  }
}

/** What there is in every store. */
async function held(tenant: string): Promise<ReturnType<typeof due>> {
  const { objects } = await env.DOCUMENTS.list({ prefix: `t/${tenant}/` })
  const { vectors } = await cloud('state')
  const { results } = await search(tenant, { query: 'version', mode: 'words', topK: 50 })
  return {
    chunks: await count(tenant, 'chunk'),
    words: await count(tenant, 'words'),
    objects: objects.map(({ key }) => key).toSorted(),
    vectors: vectors.map(({ id }) => id).toSorted(),
    found: results.map(({ documentId }) => documentId).toSorted(),
  }
}

test(
  'whatever happens in whatever order, every store ends with the newest version of each document and nothing else',
  { timeout: 120_000 },
  async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 10, maxLength: 40 }), async (events) => {
        await resetFakes()
        const tenant = `chaos-${++run}`
        const ordeal = new Ordeal(tenant)
        await put(tenant, { id: 'keel', text: 'version 0 of the keel' })

        for (const event of events) await event.happen(ordeal)
        await ordeal.recover()

        expect(await held(tenant)).toEqual(due(await ordeal.rows()))
      }),
      { numRuns: 10, endOnFailure: true },
    )
  },
)

test('a hundred versions in a burst, their messages in disorder, cost one reading of the last', async () => {
  const tenant = 'burst'
  for (let version = 1; version <= 100; version++)
    await put(tenant, { id: 'guide', text: `version ${version} of the guide` })
  const messages = Array.from({ length: 100 }, (_, at) => ['guide', ((at * 37) % 100) + 1] as const)

  for (let from = 0; from < 100; from += 10) {
    const outcomes = await deliver(tenant, messages.slice(from, from + 10))
    expect(outcomes).toEqual(outcomes.map(() => 'ack'))
  }

  const ordeal = new Ordeal(tenant)
  await ordeal.recover()
  const rows = await ordeal.rows()
  expect(rows.map(({ number }) => number)).toEqual([100])
  expect((await cloud('state')).aiCalls).toEqual([1])
  expect(await held(tenant)).toEqual(due(rows))
})
