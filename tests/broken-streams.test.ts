import { Client, eventsOf, localKey, read } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const CHAT = 'tests-breaking-chat'
const breakingChat = { configPath: new URL('workers/breaking-chat.wrangler.jsonc', import.meta.url).pathname }

let bulkhead: Bulkhead
let acme: Client
beforeAll(async () => {
  bulkhead = await startBulkhead({ extraWorkers: [breakingChat], bindingOverrides: { gateway: { CHAT } } })
  acme = new Client(bulkhead.fetch, localKey('acme'))
})
afterAll(() => bulkhead?.stop())

/** A client takes a stream that just ends for success, so the gateway says what chat no longer could. */
describe.each(['break', 'end'])('when the stream from chat stops without its end: %s', (how) => {
  test('an OpenAI stream ends with an error chunk, and no half event is let out', async () => {
    const body = { stream: true, messages: [{ role: 'user', content: how }] }
    const { status, text, headers } = await read(await acme.raw('POST', '/v1/chat/completions', body))
    const chunks = text.split('\n\n').filter((event) => event.startsWith('data: '))

    expect(status).toBe(200)
    expect(chunks).toHaveLength(2)
    expect(JSON.parse(chunks[1]!.slice(6))).toMatchObject({
      choices: [{ finish_reason: 'error' }],
      error: { code: 'service_unavailable', requestId: headers.get('x-request-id') },
    })
    expect(text).not.toContain('[DONE]')
  })

  test('named events end with one error event', async () => {
    const { text } = await read(await acme.raw('POST', '/v1/answers', { stream: true, question: how }))
    const events = eventsOf(text)

    expect(events.map(({ event }) => event)).toEqual(['delta', 'error'])
    expect(events[1]!.data.error).toMatchObject({ code: 'service_unavailable', type: 'api_error' })
  })
})

test('a broken stream is logged with its tenant and request', () => {
  const broken = bulkhead.logs().filter(({ message }) => message === 'stream broke')

  expect(broken).toHaveLength(4)
  for (const line of broken) {
    expect(line).toMatchObject({
      level: 'error',
      tenantId: 'acme',
      requestId: expect.stringMatching(/^req_/),
    })
  }
})
