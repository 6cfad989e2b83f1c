import type { ObserveService } from '@bulkhead/contracts/observe'
import {
  createExecutionContext,
  evictDurableObject,
  runInDurableObject,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { MAX_WAITING_LINES } from '../limits.ts'
import { tail } from '../tail.ts'
import { BatchTable } from './batch-table.ts'

const { Observe } = exports as unknown as { Observe: ObserveService }
const TRACE = 'a'.repeat(32)
const store = () =>
  (env as unknown as { REQUEST_STORES: DurableObjectNamespace }).REQUEST_STORES.getByName('all')

async function hear(...lines: object[]): Promise<void> {
  const ctx = createExecutionContext()
  const logs = lines.map((line) => ({
    timestamp: Date.now(),
    level: 'log',
    message: [
      JSON.stringify({
        timestamp: new Date().toISOString(),
        level: 'info',
        source: 'gateway/request',
        ...line,
      }),
    ],
  }))
  await tail(
    [{ event: null, logs, exceptions: [], scriptName: 'bulkhead-gateway', outcome: 'ok' } as never],
    env,
    ctx,
  )
  await waitOnExecutionContext(ctx)
}

const request = (requestId: string, more: object) => ({
  message: 'request',
  requestId,
  traceId: TRACE,
  spanId: 'b'.repeat(16),
  route: '/v1/search',
  method: 'POST',
  status: 200,
  latencyMs: 12,
  ...more,
})
const listed = async (filter: object) => {
  const outcome = await Observe.requests({ limit: 50, ...filter })
  return outcome.ok ? outcome.value : undefined
}

test('a request is found by its tenant, its status and its id, newest first', async () => {
  await hear(
    request('req_a', { tenantId: 'one' }),
    request('req_b', { tenantId: 'one', status: 503, errorCode: 'x' }),
  )
  await hear(request('req_c', { tenantId: 'two' }))

  const ids = (page: Awaited<ReturnType<typeof listed>>) => page?.data.map(({ requestId }) => requestId)
  expect(ids(await listed({ tenant: 'one' }))).toEqual(['req_b', 'req_a'])
  expect(ids(await listed({ status: '5xx' }))).toEqual(['req_b'])
  expect(ids(await listed({ requestId: 'req_c' }))).toEqual(['req_c'])
  const first = await listed({ limit: 2 })
  expect(ids(first)).toEqual(['req_c', 'req_b'])
  expect(ids(await listed({ cursor: first?.nextCursor }))).toEqual(['req_a'])
  expect(first?.retention).toEqual({ hours: 24, requests: 20_000, perSecond: MAX_WAITING_LINES })
})

test('a trace finds its requests, each with its last model and the tokens of all attempts', async () => {
  const traceId = 'c'.repeat(32)
  const attempt = { message: 'ai attempt', requestId: 'req_t', traceId, source: 'chat/models' }
  await hear(
    { ...attempt, model: 'first', promptTokens: 10, completionTokens: 0, outcome: 'timeout' },
    { ...attempt, model: 'second', promptTokens: 10, completionTokens: 7, outcome: 'ok' },
    { ...request('req_t', { tenantId: 'one' }), traceId },
  )

  expect((await listed({ traceId }))?.data).toMatchObject([
    { requestId: 'req_t', model: 'second', promptTokens: 20, completionTokens: 7 },
  ])
  expect((await listed({ traceId: 'd'.repeat(32) }))?.data).toEqual([])
})

test("the operators' own requests are listed apart from the tenants'", async () => {
  await hear(request('req_u', { route: '/admin/v1/tenants' }), request('req_v', { tenantId: 'one' }))

  const ids = async (filter: object) => (await listed(filter))?.data.map(({ requestId }) => requestId)
  expect(await ids({ api: 'admin' })).toEqual(['req_u'])
  expect(await ids({ api: 'public' })).toContain('req_v')
  expect(await ids({ api: 'public' })).not.toContain('req_u')
})

test('one request has its lines and spans, and one that is not kept is not found', async () => {
  await hear(
    {
      message: 'ai attempt',
      requestId: 'req_d',
      traceId: TRACE,
      latencyMs: 5,
      model: 'm',
      outcome: 'ok',
      source: 'chat/models',
    },
    request('req_d', { tenantId: 'one' }),
  )

  const outcome = await Observe.request('req_d')
  expect(outcome).toMatchObject({
    ok: true,
    value: { requestId: 'req_d', status: 200, lines: [{ message: 'ai attempt' }, { message: 'request' }] },
  })
  const names = outcome.ok ? outcome.value.spans.map(({ name }) => name) : []
  expect(names).toContain('chat model attempt')
  expect(await Observe.request('req_none')).toMatchObject({ ok: false, code: 'not_found' })
})

test('a second that is too full leaves whole requests out, and never grows', async () => {
  const many = Array.from({ length: MAX_WAITING_LINES }, (_, at) =>
    request(`req_full_${at}`, { tenantId: 'full' }),
  )
  await hear(...many, request('req_over', { tenantId: 'full' }))
  await hear(request('req_next', { tenantId: 'full' }))

  expect((await listed({ tenant: 'full' }))?.data).toMatchObject([{ requestId: 'req_next' }])
})

test('the series counts requests of tenants by what came of them, and says how many were left out', async () => {
  const ended = (id: string, more: object) => request(id, { tenantId: 'series', ...more })
  await hear(
    ended('req_s1', { latencyMs: 10 }),
    ended('req_s2', { status: 429, latencyMs: 1 }),
    ended('req_s3', { status: 503, latencyMs: 900 }),
    ended('req_s4', { route: '/v1/answers' }),
    request('req_s5', { route: '/admin/v1/tenants' }),
  )
  const seriesOf = async (more: object) => {
    const outcome = await Observe.trafficSeries({ step: '1h', tenant: 'series', ...more })
    return outcome.ok ? outcome.value : undefined
  }
  const series = await seriesOf({})
  const sum = (of: 'requests' | 'refused' | 'failed' | 'leftOut') =>
    series?.buckets.reduce((total, bucket) => total + bucket[of], 0)

  expect(series).toMatchObject({ stepSeconds: 3_600 })
  expect(series?.buckets).toHaveLength(24)
  expect([sum('requests'), sum('refused'), sum('failed')]).toEqual([4, 1, 1])
  expect(sum('leftOut')).toBeGreaterThan(0)
  expect(series?.buckets.findLast(({ requests }) => requests > 0)).toMatchObject({ p95Ms: 900 })
  expect(Date.now() - Date.parse(series?.keptSince ?? '')).toBeGreaterThan(86_000_000)

  const ofRoute = await seriesOf({ step: '5m', route: '/v1/answers' })
  expect(ofRoute?.stepSeconds).toBe(300)
  expect(ofRoute?.buckets.reduce((total, { requests }) => total + requests, 0)).toBe(1)
})

const countsIn = (...tables: readonly string[]) =>
  runInDurableObject(store(), (_, { storage: { sql } }) =>
    tables.map((table) => sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n),
  )

test('a second is one row, whatever happened in it, and an eviction loses none of it', async () => {
  const [before = 0] = await countsIn('batch')
  await hear(...Array.from({ length: 30 }, (_, at) => request(`req_row_${at}`, { tenantId: 'rows' })), {
    message: 'ai attempt',
    requestId: 'req_row_3',
    model: 'm',
    promptTokens: 5,
    source: 'chat/models',
  })

  expect(await countsIn('batch', 'request', 'line')).toEqual([before + 1, 0, 0])
  await evictDurableObject(store())
  const page = await listed({ tenant: 'rows', limit: 30 })
  expect(page?.data.map(({ requestId }) => requestId)).toEqual(
    Array.from({ length: 30 }, (_, at) => `req_row_${29 - at}`),
  )
  expect(page?.data[26]).toMatchObject({ requestId: 'req_row_3', model: 'm', promptTokens: 5 })
})

test('what an older version has kept, before an upgrade or after a roll-back, is found', async () => {
  const nowMs = Date.now()
  await runInDurableObject(store(), (_, { storage: { sql } }) => {
    for (const [at, line] of [
      { message: 'ai attempt', requestId: 'req_old', model: 'm', source: 'chat/models' },
      request('req_old', { tenantId: 'old', source: 'gateway/request' }),
    ].entries()) {
      const body = JSON.stringify({ timestamp: new Date(nowMs).toISOString(), level: 'info', ...line })
      sql.exec('INSERT INTO line (request_id, at_ms, body) VALUES (?, ?, ?)', 'req_old', nowMs + at, body)
    }
    sql.exec('INSERT INTO request (id, at_ms, summary) VALUES (?, ?, ?)', 'req_old', nowMs, '{}')
  })
  await evictDurableObject(store())

  expect((await listed({ tenant: 'old' }))?.data).toMatchObject([
    { requestId: 'req_old', status: 200, model: 'm' },
  ])
  expect(await countsIn('request', 'line')).toEqual([0, 0])
})

test('the oldest batches go, and no more of them than need be', async () => {
  await runInDurableObject(store(), (_, { storage: { sql } }) => {
    sql.exec('DELETE FROM batch')
    const table = new BatchTable(sql)
    const batch = (...ids: string[]) =>
      ids.map((id) => ({ timestamp: 't', level: 'info', source: 'a/b', ...request(id, {}) }))
    const kept = () =>
      sql
        .exec<{ n: number }>('SELECT at_ms AS n FROM batch')
        .toArray()
        .map(({ n }) => n)
    table.add(batch('1', '2', '3'), 1)
    table.add(batch('4', '5'), 2)
    table.add(batch('6'), 3)

    table.forget(0, 3)
    expect(kept()).toEqual([2, 3])
    table.forget(0, 2)
    expect(kept()).toEqual([2, 3])
    table.forget(3, 2)
    expect(kept()).toEqual([3])
    for (let at = 4; at < 40; at += 1) table.add(batch(`${at}`), at)
    table.forget(39, 100)
    expect(kept()).toEqual([39])
    table.forget(40, 100)
    expect([kept(), table.firstSeq]).toEqual([[], Number.POSITIVE_INFINITY])
  })
})

test('a row never grows over what the platform stores in one', async () => {
  await runInDurableObject(store(), (_, { storage: { sql } }) => {
    const table = new BatchTable(sql)
    const long = { timestamp: 't', level: 'error', source: 'a/b', reason: '字'.repeat(100_000) }
    const lines = Array.from({ length: 12 }, (_, at) => ({ ...long, ...request(`req_long_${at}`, {}) }))

    const added = table.add(lines, Date.now())

    expect(added.map(({ lines: some }) => some.length)).toEqual([4, 4, 4])
    expect(added.flatMap(({ seq }) => table.linesOf(seq)).map(({ requestId }) => requestId)).toEqual(
      lines.map(({ requestId }) => requestId),
    )
  })
})
