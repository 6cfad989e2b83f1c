import { Client, eventually, localKey } from '@bulkhead/harness/client'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterEach, expect, test } from 'vitest'

let bulkhead: HarnessedBulkhead | undefined
afterEach(() => bulkhead?.stop())

const EVERY_MINUTE = { cron: '* * * * *', scheduledTime: new Date() }

/** Which objects were called, as `class method tenant`. Their lines follow within a second. */
function objectCalls(logs: readonly Record<string, unknown>[]): string[] {
  return logs
    .flatMap(({ metrics = [] }) => metrics as { name: string; labels: Record<string, string> }[])
    .filter(({ name }) => name === 'durable_object_invocations_total')
    .map(({ labels }) => `${labels['className']} ${labels['methodName']} ${labels['tenantId']}`)
}

test('the cron loads what a tenant of the tier production needs, and costs it nothing', async () => {
  bulkhead = await startBulkhead()
  const logs = () => bulkhead?.logs() ?? []
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const before = (await acme.get('/v1/usage')).body

  const { outcome } = await bulkhead.worker('gateway').scheduled(EVERY_MINUTE)

  expect(outcome).toBe('ok')
  const called = await eventually(async () => {
    const warm = objectCalls(logs()).filter((call) => call.includes(' warm '))
    return warm.length >= 3 ? warm : undefined
  })
  expect([...new Set(called)].toSorted()).toEqual([
    'Corpus warm acme',
    'RateLimiter warm acme',
    'SessionDirectory warm acme',
  ])
  expect(logs().find(({ message }) => message === 'kept warm')).toMatchObject({ count: 1, outcome: 'ok' })
  const { days, limits } = (await acme.get('/v1/usage')).body
  expect(limits.tokensPerDay).toMatchObject({ used: 0, reserved: 0 })
  // The two requests for the usage itself, and nothing else.
  expect((days[0]?.requests ?? 0) - (before.days[0]?.requests ?? 0)).toBeLessThanOrEqual(1)
})

test('a Worker that is older, or down, disturbs neither the others nor any request', async () => {
  const down = { configPath: new URL('workers/down.wrangler.jsonc', import.meta.url).pathname }
  bulkhead = await startBulkhead({
    extraWorkers: [down],
    bindingOverrides: { gateway: { CHAT: 'tests-down' } },
  })
  const logs = () => bulkhead?.logs() ?? []

  expect((await bulkhead.worker('gateway').scheduled(EVERY_MINUTE)).outcome).toBe('ok')

  const complaints = logs().filter(({ message }) => message === 'not kept warm')
  expect(complaints).toMatchObject([{ level: 'warn', target: 'chat' }])
  expect(logs().find(({ message }) => message === 'kept warm')).toMatchObject({ outcome: 'in part' })
  expect((await new Client(bulkhead.fetch, localKey('acme')).get('/v1/documents')).status).toBe(200)
})
