import { expect, test } from 'vitest'

import { Catalogue } from './catalogue.ts'
import { fitRequest } from './fit-request.ts'

const entryOf = (facts: object) =>
  new Catalogue({
    models: { m: { provider: 'workers-ai', kind: 'chat', contextLength: 100, ...facts } },
  }).entry('m')
const requestOf = (content: string, maxTokens = 10) => ({
  messages: [{ role: 'user' as const, content }],
  maxTokens,
  parameters: {},
})

test('a prompt that has more words than the model has tokens is refused', () => {
  expect(() => fitRequest(requestOf('word '.repeat(101)), entryOf({}))).toThrow(
    'context (longer than 100 tokens)',
  )
})

test.each([
  ['as many words as tokens', 'word '.repeat(100)],
  ['one long run of letters', 'a'.repeat(5_000)],
  ['digits, signs and emoji', '1 + 1 = 🙂 '.repeat(500)],
])('%s may fit: the provider judges', (_, text) => {
  expect(() => fitRequest(requestOf(text), entryOf({}))).not.toThrow()
})

test("the model's own limit of the output holds besides the tenant's", () => {
  expect(fitRequest(requestOf('hi', 500), entryOf({ maxOutputTokens: 64 })).maxTokens).toBe(64)
  expect(fitRequest(requestOf('hi', 50), entryOf({ maxOutputTokens: 64 })).maxTokens).toBe(50)
  expect(fitRequest(requestOf('hi', 50), undefined).maxTokens).toBe(50)
})

const image = { type: 'image_url', image_url: { url: 'https://a.example/a.png' } }
const sound = { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }
const tools = [{ type: 'function', function: { name: 'f' } }]

test.each([
  ['tools', { parameters: { tools } }, 'tools', 'tools'],
  ['functions', { parameters: { functions: [{ name: 'f' }] } }, 'tools', 'functions'],
  [
    'a schema',
    { parameters: { response_format: { type: 'json_schema' } } },
    'structuredOutput',
    'response_format',
  ],
  ['an image', { messages: [{ role: 'user' as const, content: [image] }] }, 'images', 'messages'],
  ['a sound', { messages: [{ role: 'user' as const, content: [sound] }] }, 'audio', 'messages'],
  ['speech', { parameters: { modalities: ['text', 'audio'] } }, 'audio', 'modalities'],
])('%s: asked of a model whose list of capabilities has no such thing', (_, given, capability, param) => {
  const request = { ...requestOf('hi'), ...given }

  expect(() => fitRequest(request, entryOf({ capabilities: [] }))).toThrow(
    expect.objectContaining({ kind: 'invalid', param, lacks: capability }),
  )
  expect(() => fitRequest(request, entryOf({ capabilities: [capability] }))).not.toThrow()
  expect(() => fitRequest(request, entryOf({}))).not.toThrow()
})

test('an empty list, plain text and no call are asked of any model', () => {
  const parameters = { tools: [], response_format: { type: 'text' }, modalities: ['text'] }

  expect(() => fitRequest({ ...requestOf('hi'), parameters }, entryOf({ capabilities: [] }))).not.toThrow()
})
