import { expect, test } from 'vitest'

import { CompletionChunks } from './completion-chunks.ts'

const NOTHING = { text: '', refusal: '', reasoning: '', toolCalls: [], extra: {} }
const parse = (event: string | undefined) => JSON.parse(String(event).slice('data: '.length))

test('writes each chunk as one valid event with the same head', () => {
  const chunks = new CompletionChunks('m "1"', false)
  const text = 'quote " and \n line'

  const events = [
    ...chunks.start(),
    ...chunks.deltas([
      { ...NOTHING, text },
      { ...NOTHING, toolCalls: [{ index: 0, function: { arguments: '{' } }] },
    ]),
  ]

  const parsed = events.map(parse)
  expect(events.every((event) => event.indexOf('\n\n') === event.length - 2)).toBe(true)
  expect(new Set(parsed.map(({ id, created, model }) => `${id} ${created} ${model}`)).size).toBe(1)
  expect(parsed[0]).toMatchObject({
    object: 'chat.completion.chunk',
    model: 'm "1"',
    choices: [{ delta: { role: 'assistant' } }],
  })
  expect(parsed[1].choices[0].delta).toEqual({ content: text })
  expect(parsed[2].choices[0].delta).toEqual({ tool_calls: [{ index: 0, function: { arguments: '{' } }] })
  expect(parsed[0]).not.toHaveProperty('usage')
})

test.each([false, true])(
  'ends with a finish reason and [DONE]; usage only when asked for (%s)',
  (includeUsage) => {
    const usage = { promptTokens: 3, completionTokens: 2, estimated: false }

    const events = new CompletionChunks('m', includeUsage).end({ finishReason: 'length', usage, extra: {} })

    expect(events.at(-1)).toBe('data: [DONE]\n\n')
    expect(parse(events[0]).choices[0].finish_reason).toBe('length')
    expect(events).toHaveLength(includeUsage ? 3 : 2)
    expect(events.some((event) => event.includes('"total_tokens":5'))).toBe(includeUsage)
  },
)

test('an error is one chunk that the OpenAI clients raise', () => {
  const error = {
    code: 'ai_timeout',
    message: 'm',
    type: 'api_error',
    param: null,
    requestId: 'r',
    traceId: 't',
  } as const

  const [event] = new CompletionChunks('m', false).error({ error })

  expect(event).toContain('"finish_reason":"error"')
  expect(parse(event)).toMatchObject({
    error: { code: 'ai_timeout' },
    choices: [{ delta: {}, finish_reason: 'error' }],
  })
})

test('who asked with functions reads function_call, of the first call alone', () => {
  const chunks = new CompletionChunks('m', false, true)
  const usage = { promptTokens: 3, completionTokens: 2, estimated: false }
  const started = { index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '' } }
  const second = { index: 1, id: 'd', type: 'function', function: { name: 'g', arguments: '' } }
  const more = { index: 0, function: { arguments: '{}' } }

  const deltas = chunks.deltas([
    { ...NOTHING, toolCalls: [started, second] },
    { ...NOTHING, toolCalls: [more] },
  ])
  const [last] = chunks.end({ finishReason: 'tool_calls', usage, extra: {} })

  expect(deltas.map((event) => parse(event).choices[0].delta)).toEqual([
    { function_call: { name: 'f', arguments: '' } },
    { function_call: { arguments: '{}' } },
  ])
  expect(parse(last).choices[0].finish_reason).toBe('function_call')
})
