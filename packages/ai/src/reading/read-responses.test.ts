import { expect, test } from 'vitest'

import type { ModelRequest } from '../model-request.ts'
import { wholeAnswer } from '../whole-answer.ts'
import { DeltaReader } from './delta-reader.ts'

const REQUEST: ModelRequest = { messages: [], maxTokens: 100, parameters: {} }
const LIMITS = { firstTokenMs: 1_000, idleMs: 1_000, maxChars: 10_000 }
const USAGE = {
  input_tokens: 20,
  input_tokens_details: { cached_tokens: 8 },
  output_tokens: 30,
  output_tokens_details: { reasoning_tokens: 25 },
  total_tokens: 50,
}
const THOUGHT = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [{ type: 'summary_text', text: 'Boats float.' }],
  encrypted_content: 'gAAA',
}
const MESSAGE = {
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'It floats.', annotations: [] }],
}
const CALL = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'look', arguments: '{"at":1}' }
const response = (output: readonly object[], more = {}) => ({
  object: 'response',
  id: 'resp_1',
  status: 'completed',
  error: null,
  incomplete_details: null,
  output,
  usage: USAGE,
  ...more,
})

function read(events: readonly object[]) {
  const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
  const reader = new DeltaReader(new Blob([text]).stream(), Date.now(), {
    ...LIMITS,
    endMs: Date.now() + 5_000,
  })
  return wholeAnswer(reader, REQUEST, [])
}

const COUNTED = {
  promptTokens: 20,
  completionTokens: 30,
  cachedTokens: 8,
  reasoningTokens: 25,
  estimated: false,
}

test('reads typed events, and what only the provider can read', async () => {
  const answer = await read([
    { type: 'response.created', response: response([], { status: 'in_progress', usage: null }) },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { type: 'reasoning', id: 'rs_1', summary: [] },
    },
    {
      type: 'response.reasoning_summary_text.delta',
      output_index: 0,
      summary_index: 0,
      delta: 'Boats float.',
    },
    { type: 'response.output_item.done', output_index: 0, item: THOUGHT },
    { type: 'response.output_text.delta', output_index: 1, delta: 'It ' },
    { type: 'response.output_text.delta', output_index: 1, delta: 'floats.' },
    { type: 'response.output_item.done', output_index: 1, item: MESSAGE },
    { type: 'response.completed', response: response([THOUGHT, MESSAGE]) },
  ])

  expect(answer).toMatchObject({ text: 'It floats.', finishReason: 'stop', usage: COUNTED })
  expect(answer.thought).toEqual({
    isSummary: true,
    items: [{ type: 'reasoning', summary: THOUGHT.summary, encrypted_content: 'gAAA' }],
  })
  expect(answer.extra.message).toEqual({ reasoning_content: 'Boats float.' })
})

test('reads calls of functions side by side', async () => {
  const other = { ...CALL, call_id: 'call_2', arguments: '{}' }
  const answer = await read([
    { type: 'response.output_item.added', output_index: 0, item: { ...CALL, arguments: '' } },
    { type: 'response.output_item.added', output_index: 1, item: { ...other, arguments: '' } },
    { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{"at"' },
    { type: 'response.function_call_arguments.delta', output_index: 1, delta: '{}' },
    { type: 'response.function_call_arguments.delta', output_index: 0, delta: ':1}' },
    { type: 'response.completed', response: response([CALL, other]) },
  ])

  expect(answer.finishReason).toBe('tool_calls')
  expect(answer.toolCalls).toEqual([
    { id: 'call_1', type: 'function', function: { name: 'look', arguments: '{"at":1}' } },
    { id: 'call_2', type: 'function', function: { name: 'look', arguments: '{}' } },
  ])
})

test.each([
  ['whole', [response([THOUGHT, MESSAGE])]],
  ['as its last event alone', [{ type: 'response.completed', response: response([THOUGHT, MESSAGE]) }]],
])('reads a response that comes %s', async (_how, events) => {
  const answer = await read(events)

  expect(answer).toMatchObject({ text: 'It floats.', finishReason: 'stop', usage: COUNTED })
  expect(answer.thought?.items).toHaveLength(1)
})

test('an answer that was cut says so', async () => {
  const cut = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }

  const answer = await read([{ type: 'response.incomplete', response: response([MESSAGE], cut) }])

  expect(answer).toMatchObject({ text: 'It floats.', finishReason: 'length' })
})

test.each([
  [
    'response',
    {
      type: 'response.failed',
      response: response([], { status: 'failed', error: { code: 'server_error', message: 'busy' } }),
    },
  ],
  ['stream', { type: 'error', code: 'server_error', message: 'busy', param: null }],
])('a %s that failed is a failure of the provider', async (_what, event) => {
  await expect(read([{ type: 'response.output_text.delta', delta: 'It' }, event])).rejects.toMatchObject({
    kind: 'transient',
  })
})

test('a stream without its last event was cut', async () => {
  await expect(read([{ type: 'response.output_text.delta', delta: 'It' }])).rejects.toMatchObject({
    kind: 'cut',
  })
})
