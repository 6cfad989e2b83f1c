import type { Delta } from '@bulkhead/ai/model-answer'
import { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import { expect, test } from 'vitest'

import { documentQuestion } from './file-search.ts'
import { openBody } from './response-body.ts'
import { ResponseEvents } from './response-events.ts'
import { placeOf, responseId } from './response-ids.ts'
import { messagesOf, questionIn } from './response-messages.ts'

const request = (more: object = {}) => ResponsesRequest.parse({ input: 'Hi', ...more })

test('an id says where a response is kept, and any other names nothing', () => {
  const place = { sessionId: `sess_${'a'.repeat(32)}`, messageId: `msg_${'b'.repeat(32)}` }

  expect(placeOf(responseId(place))).toEqual(place)
  for (const id of ['', 'resp_', `resp_${'g'.repeat(64)}`, `resp_${'a'.repeat(63)}`, place.messageId])
    expect(() => placeOf(id)).toThrow(expect.objectContaining({ code: 'not_found' }))
})

test('items are messages of a chat, and calls that were made side by side are one', () => {
  const call = (id: string) => ({ type: 'function_call' as const, call_id: id, name: 'f', arguments: '{}' })

  const messages = messagesOf([
    { role: 'developer', content: 'Be brief.' },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Twice.' }] },
    { type: 'reasoning', id: 'rs_1', summary: [] },
    call('a'),
    call('b'),
    { type: 'function_call_output', call_id: 'a', output: '1' },
    { type: 'function_call_output', call_id: 'b', output: [{ type: 'input_text', text: '2' }] },
    { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
  ])

  expect(messages).toMatchObject([
    { role: 'developer', content: 'Be brief.' },
    { role: 'user', content: 'Twice.' },
    { role: 'assistant', content: null, tool_calls: [{ id: 'a' }, { id: 'b' }] },
    { role: 'tool', tool_call_id: 'a', content: '1' },
    { role: 'tool', tool_call_id: 'b', content: '2' },
    { role: 'assistant', refusal: 'No.' },
  ])
})

test('images and files are parts as providers know them', () => {
  const content = [
    { type: 'input_text' as const, text: 'What is it?' },
    { type: 'input_image' as const, image_url: 'https://example.com/a.png', detail: 'low' },
    { type: 'input_file' as const, filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' },
  ]

  expect(messagesOf([{ role: 'user', content }])[0]?.content).toEqual([
    { type: 'text', text: 'What is it?' },
    { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
    { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
  ])
})

test('what a tool shows comes behind the whole row of outputs', () => {
  const call = (id: string) => ({
    type: 'function_call' as const,
    call_id: id,
    name: 'view',
    arguments: '{}',
  })
  const picture = { type: 'input_image' as const, image_url: 'data:image/png;base64,AA==' }
  const output = (id: string, parts: (typeof picture | { type: 'input_text'; text: string })[]) => ({
    type: 'function_call_output' as const,
    call_id: id,
    output: parts,
  })

  const messages = messagesOf([
    { role: 'user', content: 'Look.' },
    call('a'),
    call('b'),
    output('a', [picture]),
    output('b', [{ type: 'input_text', text: 'A chart.' }, picture]),
    { role: 'user', content: 'And?' },
  ])

  const shown = { type: 'image_url', image_url: { url: picture.image_url } }
  expect(messages.slice(2)).toEqual([
    { role: 'tool', tool_call_id: 'a', content: 'The output is shown below.' },
    { role: 'tool', tool_call_id: 'b', content: 'A chart.' },
    { role: 'user', content: [shown, shown] },
    { role: 'user', content: 'And?' },
  ])
})

test('only the last words of the user are asked of the documents', () => {
  const search = request({ tools: [{ type: 'file_search', max_num_results: 3 }] })

  expect(documentQuestion(search, questionIn([{ role: 'user', content: 'Ballast?' }]))).toEqual({
    text: 'Ballast?',
    topK: 3,
    filter: undefined,
  })
  expect(questionIn([{ type: 'function_call_output', call_id: 'a', output: '1' }])).toBeUndefined()
  expect(documentQuestion(request(), 'Ballast?')).toBeUndefined()
})

test.each([
  [{ type: 'eq', key: 'shelf', value: 'ropes' }, { shelf: 'ropes' }],
  [{ type: 'in', key: 'shelf', value: ['ropes', 'sails'] }, { shelf: { in: ['ropes', 'sails'] } }],
  [
    {
      type: 'and',
      filters: [
        { type: 'gte', key: 'year', value: 2020 },
        { type: 'lt', key: 'year', value: 2024 },
        { type: 'eq', key: 'shelf', value: 'ropes' },
      ],
    },
    { year: { gte: 2020, lt: 2024 }, shelf: 'ropes' },
  ],
])('filters %j are filters over metadata', (filters, filter) => {
  const search = request({ tools: [{ type: 'file_search', filters }] })

  expect(documentQuestion(search, 'Ballast?')?.filter).toEqual(filter)
})

test.each([
  [{ type: 'or', filters: [] }],
  [{ type: 'ne', key: 'shelf', value: 'ropes' }],
  [{ type: 'and', filters: [] }],
  [{ type: 'and', filters: [1, 2].map((value) => ({ type: 'eq', key: 'year', value })) }],
])('filters %j are refused, never left out', (filters) => {
  const search = request({ tools: [{ type: 'file_search', filters }] })

  expect(() => documentQuestion(search, 'Ballast?')).toThrow(
    expect.objectContaining({ code: 'invalid_request', param: 'tools.filters' }),
  )
})

const delta = (more: Partial<Delta>): Delta => ({
  text: '',
  refusal: '',
  reasoning: '',
  toolCalls: [],
  extra: {},
  ...more,
})
const USAGE = { promptTokens: 5, completionTokens: 7, estimated: false, reasoningTokens: 3 }

test('what a model thinks, says and calls are items in the order in which they began', () => {
  const events: string[] = []
  const sink = { write: (written: readonly string[]) => void events.push(...written), close: () => undefined }
  const open = openBody({ id: 'resp_1', createdMs: 0, model: 'm', request: request() })
  const response = new ResponseEvents(open, { sources: undefined }, { hasResults: false, sink })
  response.start('m')
  response.deltas([
    delta({ reasoning: 'Hm.' }),
    delta({ text: 'I will ' }),
    delta({ text: 'look.' }),
    delta({
      toolCalls: [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{"x"' } }],
    }),
    delta({ toolCalls: [{ index: 0, function: { arguments: ':1}' } }] }),
    delta({ toolCalls: [{ index: 1, id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } }] }),
  ])
  const body = response.end({ finishReason: 'tool_calls', usage: USAGE })
  response.last(body)

  expect(body).toMatchObject({
    status: 'completed',
    output: [
      { type: 'reasoning', content: [{ text: 'Hm.' }] },
      { type: 'message', content: [{ text: 'I will look.' }] },
      { type: 'function_call', call_id: 'a', name: 'f', arguments: '{"x":1}' },
      { type: 'function_call', call_id: 'b', name: 'g', arguments: '{}' },
    ],
    usage: { total_tokens: 12, output_tokens_details: { reasoning_tokens: 3 } },
  })
  const sent = events.slice(0, -1).map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)))
  expect(sent.map(({ sequence_number: at }) => at)).toEqual(sent.map((_, at) => at))
  expect(events.at(-2)).toMatch(/^event: response\.completed\n/)
  expect(events.at(-1)).toBe('data: [DONE]\n\n')
})

test.each([
  ['length', 'incomplete', { reason: 'max_output_tokens' }],
  ['content_filter', 'incomplete', { reason: 'content_filter' }],
  ['stop', 'completed', null],
])('an answer that ends for %s is %s', (finishReason, status, incomplete_details) => {
  const open = openBody({ id: 'resp_1', createdMs: 0, model: 'm', request: request() })
  const response = new ResponseEvents(open, { sources: undefined }, { hasResults: false })
  response.start('m')
  response.deltas([delta({ text: 'One' })])

  expect(response.end({ finishReason, usage: USAGE })).toMatchObject({ status, incomplete_details })
})
