import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { Client, problemsOfError } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

/** What the server got, and what it answers next. */
interface Upstream {
  readonly server: Server
  readonly bodies: { model: string; messages: { content: string }[] }[]
  answer: { status: number; body: unknown; delayMs?: number }
}

const COMPLETION = {
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Aye.' } }],
  usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
}

let upstream: Upstream
let bulkhead: Bulkhead
let stark: Client
beforeAll(async () => {
  upstream = await startUpstream()
  const { port } = upstream.server.address() as AddressInfo
  bulkhead = await startBulkhead({
    variables: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_MODEL: 'tiny' },
  })
  stark = new Client(bulkhead.fetch, STARK.full)
})
afterAll(async () => {
  await bulkhead?.stop()
  upstream.server.close()
})

async function startUpstream(): Promise<Upstream> {
  const bodies: Upstream['bodies'] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      bodies.push(JSON.parse(text))
      const { status, body, delayMs = 0 } = state.answer
      setTimeout(() => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      }, delayMs)
    })
  })
  const state: Upstream = { server, bodies, answer: { status: 200, body: COMPLETION } }
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return state
}

/** Models that no other case uses: failures close a model for a while. */
const models = Array.from({ length: 8 }, (_, i) => `@cf/tests/model-${i + 1}`).values()
const ask = (content: string) => ({ model: models.next().value, messages: [{ role: 'user', content }] })

test('a model server of one’s own answers under the tenant’s model id', async () => {
  upstream.answer = { status: 200, body: COMPLETION }
  const request = ask('Ready?')
  const sent = await stark.post('/v1/chat/completions', request)

  expect(sent.body).toMatchObject({
    model: request.model,
    choices: COMPLETION.choices,
    usage: COMPLETION.usage,
  })
  expect(upstream.bodies.at(-1)).toMatchObject({ model: 'tiny', messages: [{ content: 'Ready?' }] })
})

describe('what the server refuses', () => {
  test.each([
    [
      'a prompt that is too long',
      400,
      { error: { code: 'context_length_exceeded', message: 'too long: SECRET' } },
      400,
      'context_length_exceeded',
    ],
    [
      'content it will not answer',
      400,
      { error: { code: 'content_filter', message: 'refused: SECRET' } },
      400,
      'content_rejected',
    ],
    ['our key', 401, { error: { message: 'bad key: SECRET' } }, 502, 'ai_rejected'],
  ] as const)(
    '%s has a code of its own, and its words stay inside',
    async (_name, status, body, expected, code) => {
      upstream.answer = { status, body }
      const sent = await stark.post('/v1/chat/completions', ask('Hello'))

      expect(problemsOfError(sent, expected, code)).toEqual([])
      expect(sent.text).not.toContain('SECRET')
      expect(JSON.stringify(bulkhead.logs())).not.toContain('SECRET')
    },
  )
})

test('the same Idempotency-Key twice at once asks the model once', async () => {
  upstream.answer = { status: 200, body: COMPLETION, delayMs: 1_000 }
  const request = ask('Only once')
  const key = { 'idempotency-key': crypto.randomUUID() }
  const before = upstream.bodies.length
  const first = stark.post('/v1/chat/completions', request, key)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const second = await stark.post('/v1/chat/completions', request, key)

  expect(problemsOfError(second, 409, 'idempotency_in_progress')).toEqual([])
  expect((await first).status).toBe(200)
  expect(upstream.bodies.length).toBe(before + 1)
})
