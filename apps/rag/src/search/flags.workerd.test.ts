import { unwrap } from '@bulkhead/contracts/outcome'
import { tenantKey } from '@bulkhead/flags/flag-keys'
import { CACHE_MS } from '@bulkhead/flags/limits'
import type { FlagOverrides } from '@bulkhead/tenant-schema/flags'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import {
  cloud,
  contextOf,
  corpusStub,
  deliver,
  env,
  eventually,
  get,
  index,
  limits,
  put,
  rag,
  resetFakes,
  search,
  TENANT,
  runWith,
} from '../testing/harness.ts'
import { search as searchIn } from './search.ts'

beforeEach(resetFakes)
afterEach(() => void vi.useRealTimers())

const SHIP = { id: 'ship', text: 'A bulkhead keeps the ship.' }

async function store(tenant: string, flags: FlagOverrides): Promise<void> {
  await env.FLAGS.put(tenantKey(parseTenantId(tenant)), JSON.stringify(flags))
}

/** How long the tenant's documents are left alone. */
function waitMs(tenant: string): Promise<number> {
  return runInDurableObject(corpusStub(tenant), (_, { storage }) => {
    const query = 'SELECT max(not_before_ms) - max(updated_ms) AS ms FROM version'
    return storage.sql.exec<{ ms: number }>(query).one().ms
  })
}

let agedMs = 0

/** Whatever was read so far has grown old. */
function forget(): void {
  agedMs += 10 * CACHE_MS
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + agedMs)
}

test.each([
  [undefined, ['retrieval_degraded']],
  ['hybrid', ['retrieval_degraded']],
  ['vector', ['retrieval_degraded']],
  ['words', []],
] as const)('without vectors a search in mode %s goes by words and asks no model', async (mode, codes) => {
  const tenant = `no-vectors-${mode ?? 'none'}`
  await index(tenant, SHIP)
  await store(tenant, { 'retrieval.vectors': false })
  forget()
  await resetFakes()

  const { results, warnings } = await search(tenant, {
    query: 'ship',
    ...(mode === undefined ? {} : { mode }),
  })

  expect(results.map(({ scores }) => Object.keys(scores))).toEqual([['words']])
  expect(warnings.map(({ code }) => code)).toEqual(codes)
  expect((await cloud('state')).aiCalls).toEqual([])
})

test('without vectors what was reserved for the query is given back', async () => {
  await index('given-back', SHIP)
  await store('given-back', { 'retrieval.vectors': false })
  forget()

  const ctx = contextOf('given-back', { reservationId: 'rsv_flag', reservedTokens: 9 })
  unwrap(await rag.search(ctx, TENANT, { query: 'ship' }))

  await vi.waitFor(async () => expect((await limits('state')).settled).toContainEqual(['rsv_flag', 0]))
})

test('a config turns a flag off, and the stored record on again', async () => {
  await index('both-layers', SHIP)
  const tenant = { ...TENANT, flags: { 'retrieval.vectors': false } }
  const ask = async () =>
    unwrap(await rag.search(contextOf('both-layers'), tenant, { query: 'ship' })).warnings

  expect(await ask()).toHaveLength(1)
  await store('both-layers', { 'retrieval.vectors': true })
  forget()
  expect(await ask()).toEqual([])
})

test('many searches at once after a cold start all know the flag', async () => {
  const tenant = 'cold-start'
  await put(tenant, SHIP)
  await store(tenant, { 'retrieval.vectors': false })

  const all = await Promise.all(Array.from({ length: 20 }, () => search(tenant, { query: 'ship' })))

  expect(all.map(({ warnings }) => warnings[0]?.code)).toEqual(all.map(() => 'retrieval_degraded'))
})

test('while embedding is paused a document stays searchable and says why; then it goes on by itself', async () => {
  const tenant = 'paused'
  await store(tenant, { 'ingest.embedding': false })
  await put(tenant, SHIP)

  expect(await deliver(tenant, [['ship', 1]])).toEqual(['ack'])
  expect(await get(tenant, 'ship')).toMatchObject({
    status: 'searchable',
    error: { code: 'embedding_paused' },
  })
  expect((await search(tenant, { query: 'ship', mode: 'words' })).results).toHaveLength(1)
  expect((await cloud('state')).aiCalls).toEqual([])
  expect(await waitMs(tenant)).toBeGreaterThan(4 * 60_000)

  await store(tenant, {})
  forget()
  await eventually(tenant, async () => {
    await deliver(tenant, [['ship', 1]])
    expect(await get(tenant, 'ship')).toMatchObject({ status: 'indexed' })
  })
  expect((await get(tenant, 'ship')).error).toBeUndefined()
})

test('the flags of a config reach ingestion with the next upload', async () => {
  const putWith = async (id: string, flags: FlagOverrides) =>
    unwrap(await rag.putDocument(contextOf('config'), { ...TENANT, flags }, { ...SHIP, id }))
  await putWith('first', { 'ingest.embedding': false })
  await deliver('config', [['first', 1]])
  expect(await get('config', 'first')).toMatchObject({ error: { code: 'embedding_paused' } })

  await putWith('second', {})
  await eventually('config', async () => {
    await deliver('config', [['first', 1]])
    expect(await get('config', 'first')).toMatchObject({ status: 'indexed' })
  })
})

// Last: a store that has failed is left alone for a while.
test.each<[string, () => Promise<string | null>]>([
  ['down', () => Promise.reject(new Error('KV GET failed: 503'))],
  ['silent', () => new Promise(() => undefined)],
  ['full of nonsense', () => Promise.resolve('{"retrieval')],
])('a store that is %s fails no search and takes nothing away', async (how, answer) => {
  const tenant = `store-${how.split(' ')[0]}`
  await index(tenant, SHIP)
  forget()
  const FLAGS = { ...env.FLAGS, get: answer } as unknown as KVNamespace
  const startMs = performance.now()

  const { results, warnings } = await searchIn(runWith({ FLAGS }, contextOf(tenant)), TENANT, {
    query: 'ship',
  })

  expect(performance.now() - startMs).toBeLessThan(2_000)
  expect(Object.keys(results[0]?.scores ?? {}).sort()).toEqual(['vector', 'words'])
  expect(warnings).toEqual([])
})
