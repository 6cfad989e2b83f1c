import { ADMIN_TOKEN, Client, eventually, localKey, problemsOfError } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { startServed } from '@bulkhead/harness/start-served'
import { afterEach, describe, expect, test } from 'vitest'

/** A Worker whose every method throws. */
const DOWN = 'tests-down'
const down = { configPath: new URL('workers/down.wrangler.jsonc', import.meta.url).pathname }

let bulkhead: Bulkhead | undefined
afterEach(async () => {
  await bulkhead?.stop()
  bulkhead = undefined
})

const completion = { messages: [{ role: 'user', content: 'Hello' }] }
const admin = ({ fetch }: Bulkhead) => new Client(fetch, ADMIN_TOKEN)

describe('GET /metrics', () => {
  test('needs the admin token', async () => {
    bulkhead = await startBulkhead()
    const { fetch } = bulkhead

    const nobody = await new Client(fetch, localKey('acme')).get('/metrics')

    expect(problemsOfError(nobody, 401, 'api_key_invalid')).toEqual([])
  })

  test('is 503 without observe, and everything else goes on', async () => {
    bulkhead = await startBulkhead({ extraWorkers: [down], bindingOverrides: { gateway: { OBSERVE: DOWN } } })

    const metrics = await admin(bulkhead).get('/metrics')
    const chat = await new Client(bulkhead.fetch, localKey('acme')).post('/v1/chat/completions', completion)

    expect(problemsOfError(metrics, 503, 'service_unavailable')).toEqual([])
    expect(chat.status).toBe(200)
  })
})

test('a listener that throws changes nothing', async () => {
  const script = `export default { tail() { throw new Error('deaf') } }`
  bulkhead = await startServed({
    listener: 'deaf',
    extraWorkers: [{ name: 'deaf', compatibilityDate: '2026-11-01', modules: true, script }],
  })
  const acme = new Client(bulkhead.fetch, localKey('acme'))

  const plain = await acme.post('/v1/chat/completions', completion)
  const streamed = await acme.post('/v1/chat/completions', { ...completion, stream: true })
  const document = await acme.post('/v1/documents', { id: 'log-book', text: 'Wind force 6.' })

  expect([plain.status, streamed.status, document.status]).toEqual([200, 200, 202])
  expect(streamed.text).toContain('data: [DONE]')
})

/** Every line is written, carried to the listener and read there: what is counted per request has to be worth that. */
test('being observed costs a completion two lines, of half a kilobyte each', async () => {
  bulkhead = await startServed()
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const lines = bulkhead.logs()

  for (let i = 0; i < 20; i++) await acme.post('/v1/chat/completions', completion)

  const told = await eventually(async () => {
    const ofRequests = lines.filter(
      ({ requestId, tenantId }) => requestId !== undefined && tenantId === 'acme',
    )
    return ofRequests.length >= 40 ? ofRequests : undefined
  })
  expect(told.filter(({ message }) => message === 'request')).toHaveLength(20)
  expect(told.filter(({ message }) => message === 'ai attempt')).toHaveLength(20)
  // And a few that belong to the isolate, such as flags that are read anew after a while.
  expect(told.length).toBeLessThan(45)
  expect(Math.max(...told.map((line) => JSON.stringify(line).length))).toBeLessThan(650)
})
