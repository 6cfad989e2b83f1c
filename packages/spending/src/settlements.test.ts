import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type { BatchName, RateLimitService, Settlement } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Settlements } from './settlements.ts'

const acme = parseTenantId('acme')
const globex = parseTenantId('globex')

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function settlement(n: number): Settlement {
  return {
    reservationId: `res_${n}`,
    reservedTokens: 400,
    requestId: `req_${n}`,
    model: 'small',
    promptTokens: 10,
    completionTokens: 5,
  }
}

/** One request's way of settling, and what admission saw of it. */
function setUp(answers: (() => Promise<Outcome<null>>)[] = []) {
  const calls: { tenantId: string; ids: string[]; name: string }[] = []
  const lines: string[] = []
  const waits: Promise<unknown>[] = []
  const service = {
    settleMany: (tenantId: string, batch: readonly Settlement[], { sender, sequence }: BatchName) => {
      const ids = batch.map(({ reservationId }) => reservationId)
      calls.push({ tenantId, ids, name: `${sender} ${sequence}` })
      return answers.shift()?.() ?? Promise.resolve(accept(null))
    },
  } as unknown as RateLimitService
  const log = new Log('test', { LOG_LEVEL: 'info' }, {}, (line) => lines.push(line))
  const run = { log, waitUntil: (work: Promise<unknown>) => void waits.push(work) }
  return { service, run, calls, lines, waits }
}

test('settlements of many requests go in one call, each tenant in its own', async () => {
  const settlements = new Settlements()
  const { service, run, calls, waits } = setUp()

  for (let n = 0; n < 50; n++) settlements.settle(service, n % 2 === 0 ? acme : globex, settlement(n), run)
  await vi.advanceTimersByTimeAsync(250)

  expect(calls.map(({ tenantId, ids }) => [tenantId, ids.length])).toEqual([
    ['acme', 25],
    ['globex', 25],
  ])
  expect(waits).toHaveLength(2)
})

test('what comes after a batch was sent goes in the next one', async () => {
  const settlements = new Settlements()
  const { service, run, calls } = setUp()

  settlements.settle(service, acme, settlement(1), run)
  await vi.advanceTimersByTimeAsync(250)
  settlements.settle(service, acme, settlement(2), run)
  await vi.advanceTimersByTimeAsync(250)

  expect(calls.map(({ ids }) => ids)).toEqual([['res_1'], ['res_2']])
})

test('a full batch is followed by another; none is lost or sent twice', async () => {
  const settlements = new Settlements()
  const { service, run, calls } = setUp()

  for (let n = 0; n < 450; n++) settlements.settle(service, acme, settlement(n), run)
  await vi.advanceTimersByTimeAsync(250)

  expect(calls.map(({ ids }) => ids.length)).toEqual([200, 200, 50])
  expect(new Set(calls.flatMap(({ ids }) => ids)).size).toBe(450)
  expect(calls.map(({ name }) => name.split(' ')[1])).toEqual(['1', '2', '3'])
})

test('a settlement in a hurry takes the others along', async () => {
  const settlements = new Settlements()
  const { service, run, calls } = setUp()
  const hurry = { ...run, ctx: { settleWithinMs: 20 } }

  settlements.settle(service, acme, settlement(1), run)
  await vi.advanceTimersByTimeAsync(50)
  settlements.settle(service, acme, settlement(2), hurry)
  settlements.settle(service, acme, settlement(3), run)
  await vi.advanceTimersByTimeAsync(20)

  expect(calls.map(({ ids }) => ids)).toEqual([['res_1', 'res_2', 'res_3']])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(calls).toHaveLength(1)
})

test('a batch whose sender was ended is taken over by the next request', async () => {
  const settlements = new Settlements()
  const { service, run, calls } = setUp()
  settlements.settle(service, acme, settlement(1), run)
  vi.clearAllTimers()

  vi.setSystemTime(Date.now() + 1_251)
  settlements.settle(service, acme, settlement(2), run)
  await vi.advanceTimersByTimeAsync(250)

  expect(calls.map(({ ids }) => ids)).toEqual([['res_1', 'res_2']])
})

test.each([
  ['refused for the moment', () => Promise.resolve(refuse(new BulkheadError('admission_unavailable')))],
  [
    'reset, perhaps after its write',
    () => Promise.reject(Object.assign(new Error('reset'), { durableObjectReset: true })),
  ],
  ['broken, as nothing else breaks', () => Promise.reject(new Error('Network connection lost.'))],
])(
  'a call that was %s is repeated with the same batch, for longer than a release takes',
  async (_, answer) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const settlements = new Settlements()
    const { service, run, calls, lines } = setUp(Array.from({ length: 7 }, () => answer))

    settlements.settle(service, acme, settlement(1), run)
    await vi.advanceTimersByTimeAsync(20_250)

    expect(calls.map(({ ids }) => ids)).toEqual(Array.from({ length: 8 }, () => ['res_1']))
    expect(new Set(calls.map(({ name }) => name)).size).toBe(1)
    expect(lines).toEqual([])
  },
)

test('what cannot be settled is logged one by one, and nothing is thrown', async () => {
  const settlements = new Settlements()
  const overloaded = () =>
    Promise.reject(Object.assign(new Error('busy'), { overloaded: true, retryable: true }))
  const { service, run, calls, lines, waits } = setUp([overloaded])

  settlements.settle(service, acme, settlement(1), run)
  settlements.settle(service, acme, settlement(2), run)
  await vi.advanceTimersByTimeAsync(250)

  await expect(Promise.all(waits)).resolves.toEqual([undefined])
  expect(calls).toHaveLength(1)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { message: 'settlement lost', tenantId: 'acme', requestId: 'req_1', reservationId: 'res_1', tokens: 15 },
    { message: 'settlement lost', tenantId: 'acme', requestId: 'req_2', reservationId: 'res_2', tokens: 15 },
  ])
})
