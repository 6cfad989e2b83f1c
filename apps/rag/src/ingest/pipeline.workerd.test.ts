import {
  createExecutionContext,
  evictDurableObject,
  runInDurableObject,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { beforeEach, expect, test } from 'vitest'

import { SERVICE_CALLS } from '../limits.ts'
import { ServiceCalls } from '../run.ts'
import {
  alter,
  callerOf,
  cloud,
  contextOf,
  corpusOf,
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
  settle,
  runWith,
} from '../testing/harness.ts'
import { embedJobs } from './embed-jobs.ts'

beforeEach(resetFakes)

const SHIP = 'A bulkhead keeps one flooded compartment from sinking the ship.'

test('takes a document from queued over searchable to indexed', async () => {
  const receipt = await put('path', { id: 'guide', text: `# Bulkheads\n\n${SHIP}`, format: 'markdown' })

  expect(receipt).toEqual({ id: 'guide', version: 1, status: 'queued' })
  expect(await deliver('path', [['guide', 1]])).toEqual(['ack'])
  expect(await get('path', 'guide')).toMatchObject({ status: 'searchable', title: 'Bulkheads', chunks: 1 })
  await eventually('path', async () =>
    expect(await get('path', 'guide')).toMatchObject({ status: 'indexed', title: 'Bulkheads', version: 1 }),
  )
  expect((await cloud('state')).vectors).toHaveLength(1)
})

test('an alarm that the runtime gave up is set again by whoever wakes the object', async () => {
  await put('forsaken', { id: 'guide', text: SHIP })
  const stub = corpusStub('forsaken')
  await runInDurableObject(stub, (_corpus, state) => state.storage.deleteAlarm())
  await evictDurableObject(stub)

  await get('forsaken', 'guide')

  expect(await runInDurableObject(stub, (_corpus, state) => state.storage.getAlarm())).not.toBeNull()
})

test('is indexed only when Vectorize has taken the vectors in', async () => {
  await cloud('set', { held: true })
  await put('proof', { id: 'guide', text: SHIP })
  await deliver('proof', [['guide', 1]])

  await settle('proof')
  expect(await get('proof', 'guide')).toMatchObject({ status: 'searchable' })
  await cloud('release')
  await eventually('proof', async () =>
    expect(await get('proof', 'guide')).toMatchObject({ status: 'indexed' }),
  )
})

test('duplicated, reordered and stale messages change nothing', async () => {
  await put('order', { id: 'guide', text: 'first text' })
  await put('order', { id: 'guide', text: 'second text' })

  const outcomes = await deliver('order', [
    ['guide', 2],
    ['guide', 1],
    ['guide', 2],
    ['guide', 7],
    ['unknown', 1],
  ])
  await deliver('order', [
    ['guide', 1],
    ['guide', 2],
  ])
  await settle('order')

  expect(outcomes).toEqual(['ack', 'ack', 'ack', 'ack', 'ack'])
  expect(await get('order', 'guide')).toMatchObject({ status: 'indexed', version: 2, chunks: 1 })
  expect((await cloud('state')).aiCalls).toEqual([1])
  expect((await search('order', { query: 'text', mode: 'words' })).results).toHaveLength(1)
})

test('embeds several documents in one call', async () => {
  for (const id of ['a', 'b', 'c']) await put('batch', { id, text: `${SHIP} ${id}` })

  await deliver('batch', [
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ])

  expect((await cloud('state')).aiCalls).toEqual([3])
})

test('a message that nobody here wrote is dropped, the others of its batch are not', async () => {
  await put('alien', { id: 'guide', text: SHIP })

  expect(await deliver('Not A Tenant', [['guide', 1]])).toEqual(['ack'])
  expect(await deliver('alien', [['guide', 1]])).toEqual(['ack'])
  expect(await get('alien', 'guide')).toMatchObject({ status: 'searchable' })
})

test('a consumer that died is succeeded once its lease has ended, and its late writes are refused', async () => {
  await put('crash', { id: 'guide', text: SHIP })
  const [lost] = await corpusOf('crash').claim(callerOf('crash'), [{ documentId: 'guide', version: 1 }])
  const chunk = { ordinal: 0, start: 0, end: 4, heading: null, page: null, text: 'half', title: 'half' }
  await corpusOf('crash').stage(callerOf('crash'), lost!, 0, [chunk])

  await deliver('crash', [['guide', 1]])
  expect(await get('crash', 'guide')).toMatchObject({ status: 'processing' })
  await evictDurableObject(corpusStub('crash'))
  await alter('crash', 'UPDATE version SET lease_until_ms = 1')
  await deliver('crash', [['guide', 1]])
  const late = await corpusOf('crash').publish(callerOf('crash'), lost!, 'half')
  await settle('crash')

  expect(late).toBe(false)
  expect(await get('crash', 'guide')).toMatchObject({ status: 'indexed', title: 'guide' })
  const { results } = await search('crash', { query: 'half bulkhead', mode: 'words' })
  expect(results.map(({ text }) => text)).toEqual([SHIP])
})

test('a heartbeat keeps a lease, but takes back none that was given up', async () => {
  for (const id of ['kept', 'given']) await put('beat', { id, text: SHIP })
  const stub = corpusOf('beat')
  const claims = await stub.claim(callerOf('beat'), [
    { documentId: 'kept', version: 1 },
    { documentId: 'given', version: 1 },
  ])
  await stub.yieldTurn(callerOf('beat'), claims.slice(1))
  await alter('beat', 'UPDATE version SET lease_until_ms = 1 WHERE lease_until_ms > 0')

  await stub.renew(callerOf('beat'), claims)

  const again = await stub.claim(callerOf('beat'), [
    { documentId: 'kept', version: 1 },
    { documentId: 'given', version: 1 },
  ])
  expect(again.map(({ documentId }) => documentId)).toEqual(['given'])
})

test('goes on embedding from where a crash stopped it', async () => {
  const text = Array.from({ length: 20 }, (_, at) => `Paragraph ${at} about ${'part '.repeat(30)}.`).join(
    '\n\n',
  )
  await put('resume', { id: 'guide', text })
  await cloud('set', { aiFault: 'error' })
  await deliver('resume', [['guide', 1]])
  await cloud('reset')
  const stub = corpusOf('resume')
  await alter('resume', 'UPDATE version SET not_before_ms = 0')
  const [claimed] = await stub.claim(callerOf('resume'), [{ documentId: 'guide', version: 1 }])
  await stub.upserted(callerOf('resume'), [{ ...claimed!, upserted: 15 }])
  await alter('resume', 'UPDATE version SET lease_until_ms = 1')

  await deliver('resume', [['guide', 1]])

  const { chunks } = await get('resume', 'guide')
  expect(chunks).toBeGreaterThan(15)
  expect((await cloud('state')).aiCalls.reduce((a, b) => a + b, 0)).toBe(chunks - 15)
})

test.each([
  ['ai', { aiFault: 'error' }, 'embedding_unavailable'],
  ['shape', { aiFault: 'malformed' }, 'embedding_unavailable'],
  ['index', { vectorFault: 'error' }, 'vector_index_unavailable'],
])(
  '%s being away leaves a document searchable, says so, and goes on when it is back',
  async (name, fault, code) => {
    const tenant = `away-${name}`
    await put(tenant, { id: 'guide', text: SHIP })
    await cloud('set', fault)

    expect(await deliver(tenant, [['guide', 1]])).toEqual(['ack'])
    expect(await get(tenant, 'guide')).toMatchObject({ status: 'searchable', error: { code } })
    expect((await search(tenant, { query: 'bulkhead', mode: 'words' })).results).toHaveLength(1)

    await cloud('reset')
    await alter(tenant, 'UPDATE version SET not_before_ms = 0')
    await deliver(tenant, [['guide', 1]])
    await settle(tenant)
    const document = await get(tenant, 'guide')
    expect(document.status).toBe('indexed')
    expect(document.error).toBeUndefined()
  },
)

test('an early wake does not shorten the wait after a failure', async () => {
  await put('wait', { id: 'guide', text: SHIP })
  await cloud('set', { aiFault: 'error' })
  await deliver('wait', [['guide', 1]])
  const { aiCalls } = await cloud('state')

  await deliver('wait', [['guide', 1]])

  expect((await cloud('state')).aiCalls).toHaveLength(aiCalls.length)
})

test('a spent budget leaves the document searchable until the reset', async () => {
  const resetsAt = new Date(Date.now() + 5_000).toISOString()
  await limits('set', {
    refusal: { ok: false, code: 'budget_exceeded', details: { limit: 10, used: 10, resetsAt } },
  })
  await put('spent', { id: 'guide', text: SHIP })

  await deliver('spent', [['guide', 1]])

  expect(await get('spent', 'guide')).toMatchObject({
    status: 'searchable',
    error: { code: 'budget_exceeded' },
  })
  expect((await cloud('state')).aiCalls).toEqual([])
  await limits('reset')
  await alter('spent', 'UPDATE version SET not_before_ms = 0')
  await deliver('spent', [['guide', 1]])
  await eventually('spent', async () =>
    expect(await get('spent', 'guide')).toMatchObject({ status: 'indexed' }),
  )
})

test('what embedding took is settled against its reservation', async () => {
  await index('pays', { id: 'guide', text: SHIP })

  const { reservations, settled } = await limits('state')
  expect(reservations).toHaveLength(1)
  expect(settled).toEqual(reservations)
  expect(settled[0]?.[1]).toBeGreaterThan(10)
})

/** Of so many chunks, all of the same length. */
const longText = (chunks: number) =>
  Array.from({ length: chunks }, (_, at) => `${1_000 + at} ${'bulkhead '.repeat(24)}.`).join('\n\n')

test('a long document takes fewer calls of other Workers than the platform allows one invocation', async () => {
  await put('long', { id: 'guide', text: longText(1_000) })
  let calls = 0
  const { RATE_LIMIT } = env
  const counted: Pick<typeof RATE_LIMIT, 'reserve' | 'settleMany'> = {
    reserve: (...sent) => (calls++, RATE_LIMIT.reserve(...sent)),
    settleMany: (...sent) => (calls++, RATE_LIMIT.settleMany(...sent)),
  }

  await deliver('long', [['guide', 1]], { over: { RATE_LIMIT: counted as typeof RATE_LIMIT } })

  const { aiCalls } = await cloud('state')
  const { reservations, settled } = await limits('state')
  expect((await get('long', 'guide')).chunks).toBeGreaterThanOrEqual(1_000)
  expect(aiCalls.length).toBeGreaterThan(40)
  expect(calls).toBeLessThanOrEqual(SERVICE_CALLS)
  const reserved = new Map(reservations)
  expect(new Set(settled.map(([id]) => id))).toEqual(new Set(reserved.keys()))
  for (const [id, tokens] of settled) expect(tokens).toBeLessThanOrEqual(reserved.get(id) ?? 0)
}, 60_000)

test('an invocation without calls left yields the turn, and the next one goes on where it stopped', async () => {
  await put('yields', { id: 'guide', text: longText(40) })
  await cloud('set', { aiFault: 'error' })
  await deliver('yields', [['guide', 1]])
  await cloud('reset')
  await alter('yields', 'UPDATE version SET not_before_ms = 0')
  const jobs = await corpusOf('yields').claim(callerOf('yields'), [{ documentId: 'guide', version: 1 }])
  const run = createExecutionContext()
  const outcome = await embedJobs(
    { ...runWith({}, contextOf('yields'), run), serviceCalls: new ServiceCalls(2) },
    jobs,
  )
  await waitOnExecutionContext(run)

  expect(outcome).toBe('stopped')
  expect((await cloud('state')).aiCalls).toEqual([16])
  await deliver('yields', [['guide', 1]])
  const { chunks } = await get('yields', 'guide')
  expect((await cloud('state')).aiCalls.reduce((a, b) => a + b, 0)).toBe(chunks)
})

test('nothing is charged for an embedding that failed', async () => {
  await put('free', { id: 'guide', text: SHIP })
  await cloud('set', { aiFault: 'error' })

  await deliver('free', [['guide', 1]])

  expect((await limits('state')).settled.map(([, tokens]) => tokens)).toEqual([0])
})

test('R2 being away only delays; an original that is gone fails the document', async () => {
  await put('origin', { id: 'guide', text: SHIP })
  const broken = { ...env.DOCUMENTS, get: () => Promise.reject(new Error('internal error')) }

  await deliver('origin', [['guide', 1]], { over: { DOCUMENTS: broken } })
  expect(await get('origin', 'guide')).toMatchObject({
    status: 'queued',
    error: { code: 'storage_unavailable' },
  })

  const { objects } = await env.DOCUMENTS.list({ prefix: 't/origin/' })
  await env.DOCUMENTS.delete(objects.map(({ key }) => key))
  await alter('origin', 'UPDATE version SET not_before_ms = 0')
  await deliver('origin', [['guide', 1]])
  expect(await get('origin', 'guide')).toMatchObject({ status: 'failed', error: { code: 'document_lost' } })
})

test.each([
  ['broken-json', { text: '{"a":', format: 'json' }, 'document_malformed'],
  ['only-script', { text: '<script>1</script>', format: 'html' }, 'document_empty'],
] as const)('%s fails with a reason and is not retried', async (id, input, code) => {
  await put('bad', { id, ...input })

  expect(await deliver('bad', [[id, 1]])).toEqual(['ack'])
  expect(await get('bad', id)).toMatchObject({ status: 'failed', error: { code } })
})

test('a bug is retried by the queue, ends in the dead-letter queue as failed, and can be sent round again', async () => {
  await put('poison', { id: 'guide', text: SHIP })
  await put('poison', { id: 'other', text: SHIP })
  await alter('poison', `UPDATE version SET format = 'unheard-of' WHERE document_id = 'guide'`)

  expect(
    await deliver('poison', [
      ['guide', 1],
      ['other', 1],
    ]),
  ).toEqual(['retry', 'ack'])
  expect(await get('poison', 'other')).toMatchObject({ status: 'searchable' })
  expect(await deliver('poison', [['guide', 1]], { queue: 'bulkhead-ingest-dead' })).toEqual(['ack'])
  expect(await get('poison', 'guide')).toMatchObject({
    status: 'failed',
    error: { code: 'processing_failed' },
  })
  expect(await deliver('poison', [['guide', 1]])).toEqual(['ack'])

  await alter('poison', `UPDATE version SET format = 'text' WHERE document_id = 'guide'`)
  expect(await rag.retryDocument(contextOf('poison'), 'guide')).toMatchObject({
    ok: true,
    value: { status: 'queued' },
  })
  await deliver('poison', [['guide', 1]])
  await eventually('poison', async () =>
    expect(await get('poison', 'guide')).toMatchObject({ status: 'indexed' }),
  )
})

test('a document that keeps killing its consumer is given up without the queue', async () => {
  await put('killer', { id: 'guide', text: SHIP })
  for (let claims = 0; claims < 8; claims++) {
    expect(
      await corpusOf('killer').claim(callerOf('killer'), [{ documentId: 'guide', version: 1 }]),
    ).toHaveLength(1)
    await alter('killer', 'UPDATE version SET lease_until_ms = 1')
  }

  await deliver('killer', [['guide', 1]])

  expect(await get('killer', 'guide')).toMatchObject({
    status: 'failed',
    error: { code: 'processing_failed' },
  })
})

test('a document that has ended its reader twice has failed as too complex, and never goes round by itself', async () => {
  const ref = { documentId: 'guide', version: 1 }
  const end = async () => {
    await alter('complex', 'UPDATE version SET not_before_ms = 0')
    const [job] = await corpusOf('complex').claim(callerOf('complex'), [ref])
    return corpusOf('complex').readerEnded(callerOf('complex'), job!)
  }
  await put('complex', { id: 'guide', text: SHIP })

  expect(await end()).toBe(false)
  expect(await get('complex', 'guide')).toMatchObject({ status: 'queued', error: { code: 'reader_ended' } })
  expect(await end()).toBe(true)
  expect(await get('complex', 'guide')).toMatchObject({
    status: 'failed',
    error: { code: 'document_too_complex' },
  })
  expect(await corpusOf('complex').claim(callerOf('complex'), [ref])).toEqual([])

  await rag.retryDocument(contextOf('complex'), 'guide')
  expect(await end()).toBe(true)
})

test('the dead-letter queue does not fail a document that has moved on', async () => {
  await index('late', { id: 'guide', text: SHIP })

  await deliver('late', [['guide', 1]], { queue: 'bulkhead-ingest-dead' })

  expect(await get('late', 'guide')).toMatchObject({ status: 'indexed' })
})

test('an outage while waiting for proof is said, and is no reason to embed again', async () => {
  await put('outage', { id: 'guide', text: SHIP })
  await deliver('outage', [['guide', 1]])
  await cloud('set', { vectorFault: 'error' })
  await alter('outage', 'UPDATE version SET delays = 45')

  await settle('outage')
  expect(await get('outage', 'guide')).toMatchObject({
    status: 'searchable',
    error: { code: 'vector_index_unavailable' },
  })
  await cloud('set', { vectorFault: undefined })
  await eventually('outage', async () =>
    expect(await get('outage', 'guide')).toMatchObject({ status: 'indexed' }),
  )
  expect((await cloud('state')).aiCalls).toEqual([1])
})

test('an upsert that Vectorize lost is made again', async () => {
  await put('lost', { id: 'guide', text: SHIP })
  await cloud('set', { held: true })
  await deliver('lost', [['guide', 1]])
  await cloud('reset')
  await alter('lost', 'UPDATE version SET delays = 45')

  await settle('lost')
  await deliver('lost', [['guide', 1]])
  await eventually('lost', async () =>
    expect(await get('lost', 'guide')).toMatchObject({ status: 'indexed' }),
  )
})

/** R2 that takes a moment, and knows how many originals were read at the same time. */
function watchedDocuments() {
  let reading = 0
  let most = 0
  const get = async (key: string) => {
    most = Math.max(most, ++reading)
    const object = await env.DOCUMENTS.get(key)
    await new Promise((resolve) => setTimeout(resolve, 20))
    reading--
    return object
  }
  return { DOCUMENTS: { get } as unknown as R2Bucket, mostAtOnce: () => most }
}

test.each([
  ['small texts side by side', 'text', 1_000, 3],
  ['large texts one by one', 'text', 20 * 1_024 * 1_024, 1],
  ['packed files one by one, whatever their size', 'docx', 1_000, 1],
])('reads %s', async (name, format, bytes, most) => {
  const tenant = `gate-${format}-${bytes}`
  const ids = ['a', 'b', 'c', 'd']
  for (const id of ids) await put(tenant, { id, text: `${name} ${id}` })
  await alter(tenant, `UPDATE version SET format = '${format}', bytes = ${bytes}`)
  const { DOCUMENTS, mostAtOnce } = watchedDocuments()

  await deliver(
    tenant,
    ids.map((id) => [id, 1]),
    { over: { DOCUMENTS } },
  )

  expect(mostAtOnce()).toBe(most)
})

test('the bound holds across the tenants of a batch', async () => {
  const tenants = ['wide-a', 'wide-b', 'wide-c']
  const { DOCUMENTS, mostAtOnce } = watchedDocuments()
  for (const tenant of tenants) {
    await put(tenant, { id: 'guide', text: SHIP })
    await alter(tenant, `UPDATE version SET bytes = ${20 * 1_024 * 1_024}`)
  }

  await Promise.all(tenants.map((tenant) => deliver(tenant, [['guide', 1]], { over: { DOCUMENTS } })))

  expect(mostAtOnce()).toBe(1)
  for (const tenant of tenants) expect(await get(tenant, 'guide')).toMatchObject({ status: 'searchable' })
})
