import { expect, test } from 'vitest'

import type { ModelRequest } from '../model-request.ts'
import { dialectOfHost, type Dialect } from './dialect.ts'
import { writeRequest } from './write-request.ts'

const COMMON = dialectOfHost('models.example')

function written(dialect: Partial<Dialect>, request: Partial<ModelRequest>, stream = false) {
  const whole = { messages: [], maxTokens: 5, parameters: {}, ...request }
  return writeRequest({ ...COMMON, ...dialect }, 'm', { request: whole, stream })
}

test('a model that does not stream is not asked to', () => {
  expect(written({ stream: 'never' }, {}, true)).toEqual({ model: 'm', messages: [], max_tokens: 5 })
  expect(written({}, {}, true)).toMatchObject({ stream: true, stream_options: { include_usage: true } })
})

test('contents that are texts are joined where only a text is read; what holds more stays', () => {
  const text = { type: 'text', text: 'H' }
  const image = { type: 'image_url', image_url: { url: 'https://a.example/a.png' } }
  const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }
  const messages = [
    { role: 'user' as const, content: [text, text] },
    { role: 'user' as const, content: [text, image] },
    { role: 'assistant' as const, content: null, tool_calls: [call] },
  ]

  expect(written({ content: 'text' }, { messages })['messages']).toEqual([
    { role: 'user', content: 'H\nH' },
    messages[1],
    { ...messages[2], content: '' },
  ])
  expect(written({}, { messages })['messages']).toEqual(messages)
})
