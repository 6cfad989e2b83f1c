import { expect, test } from 'vitest'

import { readAnswer, readChunk } from './read-answer.ts'

const choice = (message: object, finish?: string) => ({ choices: [{ message, finish_reason: finish }] })

test('reads both forms of an answer alike', () => {
  const usage = { prompt_tokens: 3, completion_tokens: 2 }

  const own = readAnswer({ response: 'Hi', usage })
  const openAi = readAnswer({ ...choice({ content: 'Hi' }, 'stop'), usage })

  expect(own).toEqual({
    text: 'Hi',
    reasoning: '',
    toolCalls: [],
    finishReason: undefined,
    usage: { promptTokens: 3, completionTokens: 2, estimated: false },
  })
  expect(openAi).toEqual({ ...own, finishReason: 'stop' })
})

test('reads tool calls of both forms as OpenAI’s', () => {
  const own = readAnswer({ response: '', tool_calls: [{ name: 'f', arguments: { a: 1 } }] })
  const call = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }
  const openAi = readAnswer(choice({ content: null, tool_calls: [call] }))

  expect(own.toolCalls).toEqual([{ ...call, id: expect.stringMatching(/^call_/) }])
  expect(openAi.toolCalls).toEqual([call])
})

test('takes the object of JSON mode and a lone number as text', () => {
  expect(readAnswer({ response: { city: 'Oslo' } }).text).toBe('{"city":"Oslo"}')
  expect(readAnswer({ response: 42 }).text).toBe('42')
})

test('an answer cut at its first token by the limit is an answer', () => {
  expect(readAnswer(choice({ content: '' }, 'length')).text).toBe('')
  expect(readAnswer({ response: '', finish_reason: 'length' }).text).toBe('')
  expect(readChunk({ response: '', finish_reason: 'length' }).finishReason).toBe('length')
})

test.each([
  ['nothing', undefined, 'malformed'],
  ['a list', [], 'malformed'],
  ['another shape', { answer: 'Hi' }, 'malformed'],
  ['no choice', { choices: [] }, 'malformed'],
  ['content of another type', choice({ content: 5 }), 'malformed'],
  ['a tool call without a name', { response: '', tool_calls: [{}] }, 'malformed'],
  ['an empty text', { response: '' }, 'empty'],
  ['no text', choice({ content: null }, 'stop'), 'empty'],
  ['refused content', choice({ content: '' }, 'content_filter'), 'content'],
  ['an error in the body', { error: { message: 'x', code: 500 } }, 'transient'],
])('%s is a failed attempt', (_name, body, kind) => {
  expect(() => readAnswer(body)).toThrow(expect.objectContaining({ kind }))
})

test.each([
  [{ prompt_tokens: -1, completion_tokens: 2 }],
  [{ prompt_tokens: '3', completion_tokens: 2 }],
  [{ prompt_tokens: 1.5, completion_tokens: 2 }],
  [{ prompt_tokens: 0, completion_tokens: 0 }],
  [null],
])('usage %o is none', (usage) => {
  expect(readAnswer({ response: 'Hi', usage }).usage).toBeUndefined()
})

test('reads both forms of a chunk', () => {
  expect(readChunk({ response: 'Hi' }).text).toBe('Hi')
  expect(readChunk({ response: 7 }).text).toBe('7')
  expect(readChunk({ choices: [{ delta: { content: 'Hi' }, finish_reason: 'stop' }] })).toMatchObject({
    text: 'Hi',
    finishReason: 'stop',
  })
  expect(readChunk({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } }).usage).toBeDefined()
  expect(readChunk({ choices: [{ delta: { reasoning_content: 'hm' } }] })).toMatchObject({
    text: '',
    reasoning: 'hm',
  })
})

test('reads the pieces of a tool call', () => {
  const piece = (delta: object) => readChunk({ choices: [{ delta: { tool_calls: [delta] } }] }).toolCalls

  expect(piece({ index: 1, id: 'c1', function: { name: 'f', arguments: '' } })).toEqual([
    { index: 1, id: 'c1', type: 'function', function: { name: 'f', arguments: '' } },
  ])
  expect(piece({ index: 1, function: { arguments: '{"a"' } })).toEqual([
    { index: 1, function: { arguments: '{"a"' } },
  ])
})
