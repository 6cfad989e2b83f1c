import { Client, eventsOf, eventually, localKey, read } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, expect, test } from 'vitest'

const CHAT = 'tests-breaking-chat'
const breakingChat = { configPath: new URL('workers/breaking-chat.wrangler.jsonc', import.meta.url).pathname }

let bulkhead: Bulkhead
let acme: Client
beforeAll(async () => {
  bulkhead = await startBulkhead({ extraWorkers: [breakingChat], bindingOverrides: { gateway: { CHAT } } })
  acme = new Client(bulkhead.fetch, localKey('acme'))
})
afterAll(() => bulkhead?.stop())

/** Chat sends whole events and ends with a terminal one, or breaks: then the gateway says what chat no longer could. */
test('an OpenAI stream that breaks ends with an error chunk', async () => {
  const { status, chunks, headers } = await completed('break')

  expect(status).toBe(200)
  expect(chunks).toHaveLength(2)
  expect(JSON.parse(chunks[1]!.slice(6))).toMatchObject({
    choices: [{ finish_reason: 'error' }],
    error: { code: 'service_unavailable', requestId: headers.get('x-request-id') },
  })
  expect(chunks.join()).not.toContain('[DONE]')
})

test('named events that break end with one error event', async () => {
  const { text } = await read(await acme.raw('POST', '/v1/answers', { stream: true, question: 'break' }))
  const events = eventsOf(text)

  expect(events.map(({ event }) => event)).toEqual(['delta', 'error'])
  expect(events[1]!.data.error).toMatchObject({ code: 'service_unavailable', type: 'api_error' })
})

test('a piece of an event stands apart from the error that follows', async () => {
  const { chunks } = await completed('half')

  expect(chunks).toHaveLength(3)
  expect(JSON.parse(chunks[2]!.slice(6))).toMatchObject({ choices: [{ finish_reason: 'error' }] })
})

async function completed(how: 'break' | 'half') {
  const body = { stream: true, messages: [{ role: 'user', content: how }] }
  const sent = await read(await acme.raw('POST', '/v1/chat/completions', body))
  return { ...sent, chunks: sent.text.split('\n\n').filter((event) => event.startsWith('data: ')) }
}

test('a broken stream is logged with its tenant and request', async () => {
  const broken = await eventually(async () => {
    const lines = bulkhead.logs().filter(({ message }) => message === 'stream broke')
    return lines.length >= 3 ? lines : undefined
  })

  expect(broken).toHaveLength(3)
  for (const line of broken) {
    expect(line).toMatchObject({
      level: 'error',
      tenantId: 'acme',
      requestId: expect.stringMatching(/^req_/),
    })
  }
})
