import { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import { EmbeddingsRequest } from '@bulkhead/contracts/http/embeddings'
import { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'

import { fieldProblems } from './field-problems.ts'
import './read-body.ts'

function problemsOf(schema: z.core.$ZodType, body: unknown) {
  const parsed = z.safeParse(schema, body)
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => fieldProblems(issue))
}

const asked = (content: unknown) => ({ messages: [{ role: 'user', content }] })

test.each([
  ['too many texts', { input: Array.from({ length: 2_049 }, () => 'a') }, 'input', '2048'],
  ['no text', { input: [] }, 'input', '1'],
  ['one text that is too long', { input: ['a', 'b'.repeat(32_001)] }, 'input.1', '32000'],
  ['an empty text', { input: '' }, 'input', '1'],
  ['a number', { input: 1 }, 'input', 'must be a string or an array'],
])('%s: the message names the field and the limit', (_, body, path, says) => {
  const [problem] = problemsOf(EmbeddingsRequest, body)

  expect(problem?.path).toBe(path)
  expect(problem?.message).toContain(says)
})

test('five stop words are one too many', () => {
  const [problem] = problemsOf(ChatCompletionRequest, { ...asked('hi'), stop: ['a', 'b', 'c', 'd', 'e'] })

  expect(problem).toMatchObject({ path: 'stop', message: expect.stringContaining('4') })
})

test('a part without a type is named', () => {
  expect(problemsOf(ChatCompletionRequest, asked([{ text: 'hi' }]))[0]?.path).toBe(
    'messages.0.content.0.type',
  )
})

test.each([
  [{ type: 'image_url', image_url: { url: 'http://images.example/a.png' } }, 'image_url'],
  [{ type: 'image_url', image_url: { url: 'https://169.254.169.254/a' } }, 'image_url'],
  [{ type: 'image_url', image_url: 'https://localhost/a' }, 'image_url'],
  [{ type: 'video_url', video_url: { url: 'file:///etc/passwd' } }, 'video_url'],
  [{ type: 'file', file: { file_id: 'a', file_url: 'http://10.0.0.1/' } }, 'file'],
  [{ type: 'document', source: { type: 'url', url: 'http://169.254.169.254/' } }, 'source'],
  [{ type: 'media', media: [{ fileUri: 'gs://bucket/a.pdf' }] }, 'media'],
])('a model is pointed at nothing but public addresses: %j', (part, field) => {
  expect(problemsOf(ChatCompletionRequest, asked([part]))[0]?.path).toContain(`messages.0.content.0.${field}`)
})

test.each([
  { type: 'image_url', image_url: { url: 'https://images.example.com/a.png', detail: 'low' } },
  { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
  { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
  { type: 'text', text: 'see http://localhost/' },
  { type: 'text', text: 'a', annotations: [{ type: 'url_citation', url: 'http://old.example/' }] },
  { type: 'document', source: { type: 'url', url: 'https://a.example/b.pdf' }, title: 'b' },
])('public addresses, data URLs and plain text pass: %j', (part) => {
  expect(problemsOf(ChatCompletionRequest, asked([part]))).toEqual([])
})

test.each([
  [{ type: 'function_call', call_id: 'a' }, 'input.0.name', 'string'],
  [{ type: 'of_another_day', call_id: 'a' }, 'input.0.type', 'message, function_call, function_call_output'],
  [{ role: 'nobody', content: 'Hi' }, 'input.0.role', 'user'],
])('of items of several types, what is said is of the type that was sent: %j', (item, path, says) => {
  const [problem] = problemsOf(ResponsesRequest, { input: [item] })

  expect(problem?.path).toBe(path)
  expect(problem?.message).toContain(says)
})

test.each([
  [{ type: 'function', function: {} }, 'tools.0.function.name'],
  [{ type: 'custom', custom: { name: 'p' } }, undefined],
  [{ type: 'web_search', web_search: {} }, undefined],
  [{ type: 'mcp', server_url: 'http://10.0.0.1/mcp' }, 'tools.0.server_url'],
  [{ google_search: {} }, 'tools.0.type'],
])(
  'of tools of several types in a completion, what is said is of the type that was sent: %j',
  (tool, path) => {
    const messages = [{ role: 'user', content: 'Hi' }]

    expect(problemsOf(ChatCompletionRequest, { messages, tools: [tool] })[0]?.path).toBe(path)
  },
)

test.each([
  [{ type: 'function', function: { name: 'f' } }, 'tools.0.name'],
  [{ type: 'file_search', max_num_results: 0 }, 'tools.0.max_num_results'],
  [{ type: 5 }, 'tools.0.type'],
])('a tool that is not whole is named by its field: %j', (tool, path) => {
  expect(problemsOf(ResponsesRequest, { input: 'Hi', tools: [tool] })[0]?.path).toBe(path)
})
