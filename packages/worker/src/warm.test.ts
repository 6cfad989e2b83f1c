import { accept, refuse } from '@bulkhead/contracts/outcome'
import type { WarmAsk } from '@bulkhead/contracts/warm-all'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, expect, test, vi } from 'vitest'

import { WARM_AT_ONCE, WARM_CALLS_MAX, WARM_TIMEOUT_MS, warmEach } from './warm.ts'

afterEach(() => vi.useRealTimers())

function asks(count: number, leftMs = 60_000): WarmAsk[] {
  return Array.from({ length: count }, (_, at) => ({
    ctx: {
      requestId: `req_${at}`,
      traceparent: '',
      tenantId: parseTenantId(`t${at}`),
      keyId: 'keep-warm',
      route: 'keep-warm',
      deadline: Date.now() + leftMs,
    },
  }))
}
const immediately = () => new Promise((resolve) => setImmediate(resolve))

test('no more at once than the bound, and every one in the end', async () => {
  let running = 0
  let most = 0
  const warmed: string[] = []
  const result = await warmEach(asks(3 * WARM_AT_ONCE), async ({ ctx }) => {
    running += 1
    most = Math.max(most, running)
    await immediately()
    running -= 1
    warmed.push(ctx.tenantId)
    return accept(null)
  })

  expect(most).toBe(WARM_AT_ONCE)
  expect(new Set(warmed).size).toBe(3 * WARM_AT_ONCE)
  expect(result).toEqual({ notWarm: [], left: 0 })
})

test('one that fails is named, and the others are loaded nevertheless', async () => {
  const warmed: string[] = []
  const result = await warmEach(asks(4), async ({ ctx }) => {
    if (ctx.tenantId === 't0') throw new Error('a bug')
    if (ctx.tenantId === 't1')
      return refuse(new BulkheadError('storage_unavailable', { message: 'unavailable' }))
    warmed.push(ctx.tenantId)
    return accept(null)
  })

  expect(warmed).toEqual(['t2', 't3'])
  expect(result.left).toBe(0)
  expect(result.notWarm).toMatchObject([
    { tenantId: 't0', code: 'service_unavailable' },
    { tenantId: 't1', code: 'storage_unavailable', message: 'unavailable' },
  ])
})

test('one invocation calls no more objects than it may, tenants of many objects counted with each', async () => {
  const counts: number[] = []
  for (const calls of [1, 3]) {
    let warmed = 0
    const warm = async () => {
      warmed += 1
      return accept(null)
    }
    const { left } = await warmEach(asks(WARM_CALLS_MAX + 5), warm, () => calls)
    counts.push(warmed, left)
  }

  expect(counts).toEqual([WARM_CALLS_MAX, 5, WARM_CALLS_MAX / 3, WARM_CALLS_MAX + 5 - WARM_CALLS_MAX / 3])
})

test('objects that do not answer hold up the others for their own time only, and nobody beyond the deadline', async () => {
  vi.useFakeTimers()
  const startMs = Date.now()
  const deadlines: number[] = []
  const finished = warmEach(asks(3 * WARM_AT_ONCE, 2 * WARM_TIMEOUT_MS), ({ ctx }) => {
    deadlines.push(ctx.deadline - startMs)
    return new Promise(() => undefined)
  })

  await vi.runAllTimersAsync()

  const { notWarm, left } = await finished
  expect(Date.now() - startMs).toBeLessThanOrEqual(2 * WARM_TIMEOUT_MS)
  expect([notWarm.length, left]).toEqual([2 * WARM_AT_ONCE, WARM_AT_ONCE])
  expect(new Set(deadlines)).toEqual(new Set([WARM_TIMEOUT_MS, 2 * WARM_TIMEOUT_MS]))
})
