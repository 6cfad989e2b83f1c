import { accept, refuse } from '@bulkhead/contracts/outcome'
import type { Ask } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { createExecutionContext, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'

import type { RateLimitEnv } from './env.ts'
import { RateLimit } from './rate-limit.ts'
import { contextOf, DIGEST, settlementOf } from './testing/fixtures.ts'
import { admit as admitTo } from './testing/registry.ts'

type Method = (...input: unknown[]) => Promise<unknown>
type Methods = Record<string, Method>

/** The entrypoint over objects of the test's own making. */
function serviceOver(objectNamed: (name: string) => Methods): RateLimit {
  const namespace = { getByName: objectNamed } as unknown as typeof env.RATE_LIMITERS
  const bindings = { ...env, RATE_LIMITERS: namespace } as unknown as RateLimitEnv
  return new RateLimit(createExecutionContext(), bindings)
}
const failure = (flags: object) => Object.assign(new Error('the object failed'), flags)
const ask: Ask = {
  credentials: { keyId: 'abcdefghijkl', sha256: DIGEST, clientIp: '192.0.2.1', named: {} },
  scopes: ['chat'],
  bound: { promptTokens: 300, completionTokens: 100, models: ['small'] },
  knownEpoch: 1,
}
const limits = {
  requests: { limit: 240, burst: 40, remaining: 39, resetMs: 250 },
  tokens: { limit: 1, remaining: 1, resetMs: 1 },
}
const given = {
  reservationId: 'res_1',
  reservedTokens: 400,
  limits,
  epoch: 1,
  key: { keyId: 'abcdefghijkl', scopes: ['chat'] },
}
const admission = accept({ answer: given })

test('an overloaded object is not asked again, and the answer is a refusal', async () => {
  const admit = vi.fn<Method>(() => Promise.reject(failure({ overloaded: true, retryable: true })))

  const outcome = await serviceOver(() => ({ admit })).admit(contextOf('acme'), ask)

  expect(outcome).toMatchObject({ ok: false, code: 'admission_unavailable', retryAfterMs: 1_000 })
  expect(admit).toHaveBeenCalledTimes(1)
})

test.each([{ retryable: true }, { durableObjectReset: true }])(
  'a call that failed with %o is made again, on a new stub',
  async (flags) => {
    const stubs: string[] = []
    const admit = vi.fn<Method>(() => Promise.resolve(admission)).mockRejectedValueOnce(failure(flags))
    const service = serviceOver((name) => {
      stubs.push(name)
      return { admit }
    })

    expect(await service.admit(contextOf('acme'), ask)).toEqual(accept(given))
    expect(stubs).toEqual(['acme', 'acme'])
  },
)

test('an object that fails for another reason is not asked again', async () => {
  const settleMany = vi.fn<Method>(() => Promise.reject(failure({})))

  const outcome = await serviceOver(() => ({ settleMany })).settleMany(contextOf('acme').tenantId, [
    settlementOf('r'),
  ])

  expect(outcome).toMatchObject({ ok: false, code: 'admission_unavailable' })
  expect(settleMany).toHaveBeenCalledTimes(1)
})

test('nobody waits for an object longer than the deadline of the request', async () => {
  const service = serviceOver(() => ({ admit: () => new Promise(() => undefined) }))
  const startMs = performance.now()

  const outcome = await service.admit(contextOf('acme', { deadline: Date.now() + 30 }), ask)

  expect(outcome).toMatchObject({ ok: false, code: 'admission_unavailable' })
  expect(performance.now() - startMs).toBeLessThan(1_000)
})

test('what is no tenant id reaches no object', async () => {
  const objectNamed = vi.fn<(name: string) => Methods>(() => ({}))
  const service = serviceOver(objectNamed)
  const ctx = { ...contextOf('acme'), tenantId: 'acme/0' as never }

  expect(await service.admit(ctx, ask)).toMatchObject({ ok: false, code: 'internal' })
  expect(await service.settleMany(ctx.tenantId, [settlementOf('r')])).toMatchObject({ ok: false })
  expect(objectNamed).not.toHaveBeenCalled()
})

/** A home that admits, and shards that answer in turn. */
function sharded(...answers: (() => Promise<unknown>)[]) {
  const withdraw = vi.fn<Method>(() => Promise.resolve())
  const spread = { requestsPerMinute: 240, burst: 40, shards: 4, hasKeyLimit: false }
  const home = { admit: () => Promise.resolve(accept({ answer: given, spread })), withdraw }
  const asked: string[] = []
  const service = serviceOver((name) => {
    if (!name.includes('/')) return home
    asked.push(name)
    return { pass: answers.shift()! }
  })
  return { service, withdraw, asked }
}
const passes = () => Promise.resolve(accept({ limit: 60, burst: 10, remaining: 9, resetMs: 1_000 }))
const refuses = (retryAfterMs: number) => () =>
  Promise.resolve(refuse(new BulkheadError('rate_limited', { retryAfterMs })))
const breaks = () => Promise.reject(failure({}))

test('a shard that is down is passed over', async () => {
  const { service, withdraw, asked } = sharded(breaks, passes)

  expect(await service.admit(contextOf('acme'), ask)).toMatchObject({
    ok: true,
    value: { limits: { requests: { limit: 240, burst: 40, remaining: 36, resetMs: 1_000 } } },
  })
  expect(new Set(asked).size).toBe(2)
  expect(withdraw).not.toHaveBeenCalled()
})

test('two shards that refuse give the shorter wait, and the home takes its tokens back', async () => {
  const { service, withdraw } = sharded(refuses(700), refuses(300))

  expect(await service.admit(contextOf('acme'), ask)).toMatchObject({
    ok: false,
    code: 'rate_limited',
    retryAfterMs: 300,
    limits: { requests: { remaining: 0, resetMs: 300 }, tokens: limits.tokens },
  })
  expect(withdraw).toHaveBeenCalledTimes(1)
})

test.each([
  [breaks, refuses(300)],
  [refuses(300), breaks],
  [breaks, breaks],
])(
  'when no shard can say yes and one cannot be asked, admission is unavailable and nothing stays held',
  async (a, b) => {
    const { service, withdraw } = sharded(a, b)

    expect(await service.admit(contextOf('acme'), ask)).toMatchObject({
      ok: false,
      code: 'admission_unavailable',
    })
    expect(withdraw).toHaveBeenCalledTimes(1)
  },
)

test('an object whose storage fails in the middle starts over from what is stored', async () => {
  const terms = { budget: { tokensPerDay: 1_000 } }
  const object = env.RATE_LIMITERS.getByName('broken')
  await admitTo(contextOf('broken', { reservationId: 'res_1' }), { terms, tokens: 400 })
  const alter = (sql: string) =>
    runInDurableObject(object, (_, state) => void state.storage.sql.exec(sql)).catch(() => undefined)
  await alter("CREATE TRIGGER full BEFORE INSERT ON page BEGIN SELECT RAISE(ABORT, 'no room'); END")

  const failed = await exports.RateLimit.settleMany(contextOf('broken').tenantId, [settlementOf('res_1')])
  await alter('DROP TRIGGER full')
  const usage = await exports.RateLimit.usage(contextOf('broken'))

  expect(failed).toMatchObject({ ok: false, code: 'admission_unavailable' })
  expect(usage).toMatchObject({ value: { limits: { tokensPerDay: { used: 0, reserved: 400 } } } })
})

test('a lease that cannot be returned is logged as one, and not as a request', async () => {
  const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const settleMany = vi.fn<Method>(() => Promise.reject(failure({ overloaded: true })))
  const returned = {
    lease: 'req_lease',
    keyId: 'abcdefghijkl',
    permits: 1,
    used: 0,
    tokens: 0,
    nanoDollars: 0,
  }

  const { tenantId } = contextOf('acme')
  await serviceOver(() => ({ settleMany })).settleMany(tenantId, [], undefined, [returned])
  const said = lines.mock.calls.map(([line]) => JSON.parse(String(line)))
  lines.mockRestore()

  expect(settleMany.mock.calls[0]?.[0]).toEqual({ tenantId: 'acme', leaseId: 'req_lease' })
  expect(said).toEqual([expect.objectContaining({ message: 'admission unavailable', leaseId: 'req_lease' })])
  expect(said[0]).not.toHaveProperty('requestId')
})
