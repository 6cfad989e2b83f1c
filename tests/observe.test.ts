import { parseLogLine, type LogLine } from '@bulkhead/harness/bulkhead'
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
test('being observed costs a completion one line, of less than a kilobyte', async () => {
  const written: string[] = []
  bulkhead = await startServed({ onLog: (text) => written.push(text) })
  const acme = new Client(bulkhead.fetch, localKey('acme'))

  for (let i = 0; i < 20; i++) await acme.post('/v1/chat/completions', completion)

  const ofAcme = () => written.filter((text) => isOfRequest(parseLogLine(text), 'acme'))
  const requestsIn = (texts: readonly string[]) =>
    texts.filter((text) => parseLogLine(text)?.['message'] === 'request')
  const lines = await eventually(async () => (requestsIn(ofAcme()).length >= 20 ? ofAcme() : undefined))
  const parts = requestsIn(lines).map((text) => parseLogLine(text)?.['parts'] ?? [])
  expect(parts).toHaveLength(20)
  for (const some of parts) expect(some).toContainEqual(expect.objectContaining({ message: 'ai attempt' }))
  // And a few that belong to the isolate, such as flags that are read anew after a while: these come in the line too.
  expect(lines.length).toBeLessThan(25)
  expect(lines.filter((text) => text.length < 1_000).length).toBeGreaterThan(15)
})

function isOfRequest(line: LogLine | undefined, tenantId: string): boolean {
  return line?.['requestId'] !== undefined && line['tenantId'] === tenantId
}
