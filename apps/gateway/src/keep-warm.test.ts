import { accept, refuse } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { keepWarm } from './keep-warm.ts'
import { WARM_AT_ONCE, WARM_RUN_MS, WARM_TIMEOUT_MS } from './limits.ts'
import { TenantDirectory, type Tenant } from './tenant-directory.ts'

function tenants(count: number, changes: object = {}): Tenant[] {
  const configs = Array.from({ length: count }, (_, at) => ({
    id: `t${at}`,
    name: `Tenant ${at}`,
    status: 'active',
    tier: 'production',
    chat: { model: '@cf/one' },
    rateLimit: { requestsPerMinute: 60, burst: 10 },
    budget: { tokensPerDay: 1_000 },
    ...changes,
  }))
  return new TenantDirectory(configs).all()
}

type Env = Parameters<typeof keepWarm>[0]
type Warm = (tenantId: string) => Promise<unknown>

/** Workers whose `warm` does what is said, or answers at once; every call of theirs is noted as `target tenant`. */
function workers(
  over: { [target in 'RATE_LIMIT' | 'CHAT' | 'RAG']?: { ping?: () => unknown; warm?: Warm } } = {},
) {
  const calls: string[] = []
  const worker = (target: 'RATE_LIMIT' | 'CHAT' | 'RAG') => ({
    ping: async () => over[target]?.ping?.() ?? 'ok',
    warm: (ctx: { tenantId: string }) => {
      calls.push(`${target} ${ctx.tenantId}`)
      return over[target]?.warm?.(ctx.tenantId) ?? Promise.resolve(accept(null))
    },
  })
  const env = { RATE_LIMIT: worker('RATE_LIMIT'), CHAT: worker('CHAT'), RAG: worker('RAG') } as unknown as Env
  return { env, calls }
}

let lines: Record<string, unknown>[]
beforeEach(() => {
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(JSON.parse(line)))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})
const run = (env: Env, all: Tenant[]) => keepWarm(env, all, Date.now())
const complaints = () => lines.filter(({ level }) => level === 'warn')

test('calls the objects of every active tenant of the tier production, and of nobody else', async () => {
  const { env, calls } = workers()
  const [first, second, third, fourth] = tenants(4)
  const standard = { ...second!, config: { ...second!.config, tier: 'standard' as const } }
  const suspended = { ...third!, config: { ...third!.config, status: 'suspended' as const } }
  const withoutRag = {
    ...fourth!,
    config: { ...fourth!.config, rag: { ...fourth!.config.rag, enabled: false } },
  }

  await run(env, [first!, standard, suspended, withoutRag])

  expect(calls.toSorted()).toEqual(['CHAT t0', 'CHAT t3', 'RAG t0', 'RATE_LIMIT t0', 'RATE_LIMIT t3'])
  expect(lines).toMatchObject([{ message: 'kept warm', count: 2, outcome: 'ok' }])
})

test('no more tenants at once than the bound, and every one in the end', async () => {
  let running = 0
  let most = 0
  const warm = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return accept(null)
  }
  const { env, calls } = workers({ RATE_LIMIT: { warm } })

  await run(env, tenants(3 * WARM_AT_ONCE))

  expect(most).toBe(WARM_AT_ONCE)
  expect(calls).toHaveLength(3 * 3 * WARM_AT_ONCE)
})

test('one that fails is logged and counted, and the others are kept warm all the same', async () => {
  const warm: Warm = async (tenantId) => {
    if (tenantId === 't0') throw new Error('the object was reset')
    return tenantId === 't1' ? refuse(new BulkheadError('storage_unavailable')) : accept(null)
  }
  const { env, calls } = workers({ RAG: { warm } })

  await run(env, tenants(3))

  expect(calls).toHaveLength(9)
  expect(complaints()).toMatchObject(
    ['t0', 't1'].map((tenantId) => ({
      message: 'not kept warm',
      target: 'rag',
      tenantId,
      metrics: [{ name: 'errors_total', labels: { tenantId, error_type: 'not_warm' } }],
    })),
  )
  expect(lines.at(-1)).toMatchObject({ message: 'kept warm', count: 3, outcome: 'in part' })
})

test('a Worker that does not answer a ping is not asked for each tenant', async () => {
  const ping = () => {
    throw new Error('down')
  }
  const { env, calls } = workers({ CHAT: { ping } })

  await run(env, tenants(5))

  expect(calls.filter((call) => call.startsWith('CHAT'))).toEqual([])
  expect(calls).toHaveLength(10)
  expect(complaints()).toMatchObject([{ target: 'chat', outcome: 'threw' }])
})

test('a Worker deployed before it could be kept warm is told from one that fails', async () => {
  const warm: Warm = async () => {
    throw new TypeError('The RPC receiver does not implement the method "warm".')
  }
  const { env, calls } = workers({ CHAT: { warm } })

  await run(env, tenants(3 * WARM_AT_ONCE))

  expect(calls.filter((call) => call.startsWith('CHAT'))).toHaveLength(WARM_AT_ONCE)
  expect(new Set(complaints().map(({ target, outcome }) => `${String(target)} ${String(outcome)}`))).toEqual(
    new Set(['chat older than this gateway']),
  )
})

test('a run ends before the next one, whoever does not answer', async () => {
  vi.useFakeTimers()
  const { env } = workers({ RATE_LIMIT: { warm: () => new Promise(() => undefined) } })
  const startMs = Date.now()
  const asked = (WARM_AT_ONCE * WARM_RUN_MS) / WARM_TIMEOUT_MS
  const finished = run(env, tenants(asked + 3))

  await vi.runAllTimersAsync()
  await finished

  expect(Date.now() - startMs).toBeLessThanOrEqual(WARM_RUN_MS)
  expect(complaints()).toHaveLength(asked + 1)
  expect(complaints().at(-1)).toMatchObject({ message: 'no time left to keep warm', count: 3 })
})
