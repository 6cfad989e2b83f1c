import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { keepWarm } from './keep-warm.ts'
import { WARM_MARGIN_MS, WARM_RUN_MS } from './limits.ts'

const tenants = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`)

type Env = Parameters<typeof keepWarm>[0]
type Ask = { readonly ctx: { readonly tenantId: string; readonly deadline: number } }
type Over = { ping?: () => unknown; warmAll?: (asks: readonly Ask[]) => Promise<unknown> }

const ALL_WARM = { notWarm: [], left: 0 }

/** Workers that do what is said, or answer at once; every call but a ping is noted as `target tenants`. */
function workers(
  tenantIds: readonly string[],
  over: { [target in 'RATE_LIMIT' | 'CHAT' | 'RAG']?: Over } = {},
) {
  const calls: string[] = []
  const worker = (target: 'RATE_LIMIT' | 'CHAT' | 'RAG') => ({
    ping: async () => over[target]?.ping?.() ?? 'ok',
    warmAll: (asks: readonly Ask[]) => {
      calls.push(`${target} ${asks.map(({ ctx }) => ctx.tenantId).join(' ')}`)
      return over[target]?.warmAll?.(asks) ?? Promise.resolve(ALL_WARM)
    },
  })
  // As many a page as one call can answer.
  const productionTenants = async (cursor = '0') => {
    const [from, to] = [Number(cursor), Number(cursor) + 40]
    const nextCursor = to < tenantIds.length ? String(to) : null
    return { ok: true, value: { tenantIds: tenantIds.slice(from, to), nextCursor } }
  }
  const env = {
    CONTROL: { productionTenants },
    RATE_LIMIT: worker('RATE_LIMIT'),
    CHAT: worker('CHAT'),
    RAG: worker('RAG'),
  } as unknown as Env
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
const run = (env: Env) => keepWarm(env, Date.now())
const complaints = () => lines.filter(({ level }) => level === 'warn')

test('calls the objects of every tenant that the Registry names', async () => {
  const { env, calls } = workers(['t0', 't3'])

  await run(env)

  expect(calls.toSorted()).toEqual(['CHAT t0 t3', 'RAG t0 t3', 'RATE_LIMIT t0 t3'])
  expect(lines).toMatchObject([{ message: 'kept warm', count: 2, outcome: 'ok' }])
})

test('while the Registry cannot be asked, it is reported and nobody is warmed', async () => {
  const { env, calls } = workers([])
  const productionTenants = () => Promise.reject(new Error('control is down'))

  await run({ ...env, CONTROL: { productionTenants } } as unknown as Env)

  expect(calls).toEqual([])
  expect(complaints()).toMatchObject([{ message: 'not kept warm', target: 'control', outcome: 'threw' }])
})

test('fifty tenants cost one call of each Worker, since a run may call Workers 32 times', async () => {
  let pings = 0
  const ping = () => {
    pings += 1
    return 'ok'
  }
  const { env, calls } = workers(tenants(50), { RATE_LIMIT: { ping }, CHAT: { ping }, RAG: { ping } })

  await run(env)

  expect(pings).toBe(3)
  expect(calls.map((call) => call.split(' ').length - 1)).toEqual([50, 50, 50])
  expect(lines).toMatchObject([{ message: 'kept warm', count: 50, outcome: 'ok' }])
})

test('without such tenants nothing but the Workers is called', async () => {
  const { env, calls } = workers([])

  await run(env)

  expect(calls).toEqual([])
  expect(lines).toMatchObject([{ message: 'kept warm', count: 0, outcome: 'ok' }])
})

test('tenants that a Worker could not load are logged and counted', async () => {
  const notWarm = ['t0', 't1'].map((tenantId) => ({ tenantId, code: 'storage_unavailable', message: 'away' }))
  const { env } = workers(tenants(3), { RAG: { warmAll: async () => ({ notWarm, left: 0 }) } })

  await run(env)

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

test('a Worker that fails as a whole keeps no other from it', async () => {
  const warmAll = () => Promise.reject(new Error('the Worker was reset'))
  const { env, calls } = workers(tenants(2), { RATE_LIMIT: { warmAll } })

  await run(env)

  expect(calls).toHaveLength(3)
  expect(complaints()).toMatchObject([{ message: 'not kept warm', target: 'rate-limit', outcome: 'threw' }])
})

test('tenants that a Worker had no time for are reported', async () => {
  const { env } = workers(tenants(10), { CHAT: { warmAll: async () => ({ notWarm: [], left: 4 }) } })

  await run(env)

  expect(complaints()).toMatchObject([{ message: 'too many to keep warm', target: 'chat', count: 4 }])
  expect(lines.at(-1)).toMatchObject({ message: 'kept warm', count: 6 })
})

test('a Worker that does not answer a ping is asked for nothing else', async () => {
  const ping = () => {
    throw new Error('down')
  }
  const { env, calls } = workers(tenants(5), { CHAT: { ping } })

  await run(env)

  expect(calls.filter((call) => call.startsWith('CHAT'))).toEqual([])
  expect(calls).toHaveLength(2)
  expect(complaints()).toMatchObject([{ target: 'chat', outcome: 'threw' }])
})

test('a run ends before the next one, whoever does not answer', async () => {
  vi.useFakeTimers()
  const never = () => new Promise(() => undefined)
  const { env } = workers(tenants(3), { RATE_LIMIT: { warmAll: never }, CHAT: { ping: never } })
  const startMs = Date.now()
  const finished = run(env)

  await vi.runAllTimersAsync()
  await finished

  expect(Date.now() - startMs).toBeLessThanOrEqual(WARM_RUN_MS)
  const unanswered = complaints().filter(({ outcome }) => outcome === 'no answer')
  expect(new Set(unanswered.map(({ target }) => target))).toEqual(new Set(['chat', 'rate-limit']))
})

test('a Worker is given less time than the run has, so that its report still arrives', async () => {
  const deadlines: number[] = []
  const { env } = workers(tenants(1), {
    RAG: {
      warmAll: async (asks) => {
        deadlines.push(...asks.map(({ ctx }) => ctx.deadline))
        return ALL_WARM
      },
    },
  })

  const startMs = Date.now()
  await keepWarm(env, startMs)

  expect(deadlines).toEqual([startMs + WARM_RUN_MS - WARM_MARGIN_MS])
})
