import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { events, json, ScriptedProvider } from './provider/scripted-provider.ts'
import { STARK } from './tenants/keys.ts'

const provider = new ScriptedProvider()
let bulkhead: Bulkhead
let stark: Client
beforeAll(async () => {
  const chat = { TEST_PROVIDER_URL: await provider.start(), TEST_PROVIDER_KEY: 'sk-test' }
  bulkhead = await startServed({ vars: { chat } })
  stark = new Client(bulkhead.fetch, STARK.full)
})
beforeEach(() => void provider.bodies.splice(0))
afterAll(async () => {
  await bulkhead?.stop()
  provider.stop()
})

const MODEL = 'served/responses'
const SUMMARY = [{ type: 'summary_text', text: 'Boats float.' }]
const THOUGHT = { type: 'reasoning', id: 'rs_theirs', summary: SUMMARY, encrypted_content: 'gAAAA' }
const MESSAGE = {
  type: 'message',
  id: 'msg_theirs',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'It floats.', annotations: [] }],
}
const USAGE = {
  input_tokens: 20,
  output_tokens: 30,
  output_tokens_details: { reasoning_tokens: 25 },
  total_tokens: 50,
}
const whole = (output: readonly object[]) => ({
  object: 'response',
  id: 'resp_theirs',
  status: 'completed',
  error: null,
  incomplete_details: null,
  output,
  usage: USAGE,
})
const streamed = [
  { type: 'response.created', response: { ...whole([]), status: 'in_progress', usage: null } },
  { type: 'response.output_item.added', output_index: 0, item: { ...THOUGHT, summary: [] } },
  { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'Boats float.' },
  { type: 'response.output_item.done', output_index: 0, item: THOUGHT },
  { type: 'response.output_text.delta', output_index: 1, delta: 'It floats.' },
  { type: 'response.completed', response: whole([THOUGHT, MESSAGE]) },
]
const sent = () => provider.bodies.map((body) => JSON.parse(body))
const kept = { type: 'reasoning', summary: SUMMARY, encrypted_content: 'gAAAA' }

test('a request goes on in the same API, and its answer comes back with what its provider thought', async () => {
  provider.answer = json(whole([THOUGHT, MESSAGE]))
  const request = {
    model: MODEL,
    input: 'Does it float?',
    instructions: 'Be brief.',
    store: false,
    reasoning: { effort: 'low', summary: 'auto' },
    tools: [{ type: 'function', name: 'look', parameters: {} }],
  }

  const { status, body } = await stark.post('/v1/responses', request)

  expect(status).toBe(200)
  expect(sent()).toMatchObject([
    {
      model: 'thinker-2026',
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Does it float?' },
      ],
      reasoning: { effort: 'low', summary: 'auto' },
      tools: [{ type: 'function', name: 'look' }],
      include: ['reasoning.encrypted_content'],
      store: false,
    },
  ])
  expect(body['output']).toMatchObject([kept, { type: 'message', content: [{ text: 'It floats.' }] }])
  expect(body['usage']).toMatchObject({ input_tokens: 20, output_tokens: 30, total_tokens: 50 })
  expect(body['reasoning']).toEqual({ effort: 'low', summary: 'auto' })
})

test('a stream tells the summary, and a continuation sends the thoughts back', async () => {
  provider.answer = events(streamed)
  const reply = await bulkhead.fetch('/v1/responses', {
    method: 'POST',
    headers: { authorization: `Bearer ${STARK.full}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: MODEL, input: 'Does it float?', stream: true }),
  })
  const text = await reply.text()
  const types = [...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)
  const [, last = '{}'] = /^event: response.completed\ndata: (.*)$/m.exec(text) ?? []
  const { response } = JSON.parse(last)

  expect(types).toContain('response.reasoning_summary_text.delta')
  expect(response.output[0]).toMatchObject(kept)

  await stark.post('/v1/responses', { model: MODEL, input: 'Why?', previous_response_id: response.id })

  expect(sent()[1].input).toEqual([
    { type: 'message', role: 'user', content: 'Does it float?' },
    kept,
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'It floats.' }] },
    { type: 'message', role: 'user', content: 'Why?' },
  ])
})

test('with truncation auto the oldest turns are left out of what does not fit', async () => {
  provider.answer = json(whole([MESSAGE]))
  const turn = (text: string) => [
    { role: 'user', content: text },
    { role: 'assistant', content: 'Yes.' },
  ]
  const input = [
    ...turn(`Long ago ${'water '.repeat(3_000)}`),
    ...turn('Then?'),
    { role: 'user', content: 'Now?' },
  ]

  const request = { model: MODEL, input, store: false, max_output_tokens: 50 }

  expect((await stark.post('/v1/responses', { ...request, truncation: 'auto' })).status).toBe(200)
  expect(sent()[0].input.map(({ content }: { content: unknown }) => content)).toEqual([
    'Then?',
    'Yes.',
    'Now?',
  ])
})

test('a model that speaks the API answers chat completions and sessions too', async () => {
  provider.answer = json(whole([THOUGHT, MESSAGE]))
  const messages = [{ role: 'user', content: 'Does it float?' }]

  const { body } = await stark.post('/v1/chat/completions', { model: MODEL, messages })

  expect(body).toMatchObject({
    choices: [
      { message: { content: 'It floats.', reasoning_content: 'Boats float.' }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 30 },
  })
  expect(JSON.stringify(body)).not.toContain('gAAAA')
})

test.each([
  ['refuses', json({ error: { message: 'No model', code: 'model_not_found' } }, 404)],
  [
    'fails in the middle of nothing',
    events([
      {
        type: 'response.failed',
        response: { ...whole([]), status: 'failed', error: { code: 'server_error', message: 'busy' } },
      },
    ]),
  ],
])('a provider that %s is an HTTP error', async (_what, answer) => {
  provider.answer = answer

  const { status } = await stark.post('/v1/responses', { model: MODEL, input: 'Hello', store: false })

  expect(status).toBeGreaterThanOrEqual(502)
})
