import { expect, test } from 'vitest'

import { ChatCompletionRequest } from './chat-completions.ts'

const withTool = (name: string) => ({
  messages: [{ role: 'user', content: 'Hi' }],
  tools: [{ type: 'function', function: { name } }],
})

test('a tool needs a name that a model can call it by', () => {
  expect(ChatCompletionRequest.safeParse(withTool('weather')).success).toBe(true)
  expect(ChatCompletionRequest.safeParse(withTool('')).error?.issues[0]?.path).toEqual([
    'tools',
    0,
    'function',
    'name',
  ])
})

const accepts = (request: object) =>
  ChatCompletionRequest.safeParse({ messages: [{ role: 'user', content: 'Hi' }], ...request }).success
const acceptsTurn = (message: object) => accepts({ messages: [{ role: 'assistant', ...message }] })

test.each([
  ['refused', { content: null, refusal: 'No.' }],
  ['without content', { refusal: 'No.' }],
  ['thoughts', { content: null, thinking_blocks: [{ type: 'thinking' }] }],
  ['images', { content: null, images: [{ type: 'image_url' }] }],
  ['a field of another day', { content: null, later: { a: 1 } }],
  ['a call in the older form', { content: null, function_call: { name: 'f', arguments: '{}' } }],
  [
    'a call with a long id',
    {
      content: null,
      tool_calls: [{ id: 'x'.repeat(9_000), type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
  ],
])('an answer that was given out is taken back: %s', (_, message) => {
  expect(acceptsTurn(message)).toBe(true)
})

test.each([[{}], [{ content: null }], [{ content: null, tool_calls: [] }], [{ name: 'a', refusal: null }]])(
  'an assistant that says nothing is refused: %j',
  (message) => {
    expect(acceptsTurn(message)).toBe(false)
  },
)

test('a seed is a whole number of any size', () => {
  expect([Number('9223372036854775807'), -1, 0].map((seed) => accepts({ seed }))).toEqual([true, true, true])
  expect(accepts({ seed: 1.5 })).toBe(false)
})
