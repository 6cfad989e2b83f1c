import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { describe, expect, test } from 'vitest'

import { decodeCursor, encodeCursor } from './cursor.ts'
import { ChatCompletionRequest } from './http/chat-completions.ts'
import { DocumentInput } from './http/documents.ts'
import { Filter } from './http/filter.ts'
import { formatEvent } from './http/stream-events.ts'
import { errorOf, unwrap } from './outcome.ts'

test('a refusal whose code only a newer peer knows stays a refusal', () => {
  const refusal = { ok: false, code: 'brand_new', message: 'No.', retryAfterMs: 5 } as never

  expect(errorOf(refusal)).toMatchObject({ code: 'internal', status: 500, message: 'No.' })
  expect(() => unwrap(refusal)).toThrow(BulkheadError)
})

describe('cursors', () => {
  test.each(['msg_1', 'naïve ✓', ''])('come back as they were: %s', (position) => {
    expect(decodeCursor(encodeCursor(position))).toBe(position)
  })

  test.each(['*', '%%%', 'w6', '____'])('refuses one that is not ours: %s', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(BulkheadError)
  })
})

describe('schemas', () => {
  const accepts = (schema: { safeParse(raw: unknown): { success: boolean } }, raw: unknown) =>
    schema.safeParse(raw).success
  const user = { role: 'user', content: 'hi' }

  test.each([
    ['unknown fields', { messages: [user], logit_bias: {} }, true],
    ['null for left out', { messages: [user], stop: null, temperature: null }, true],
    ['parts', { messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }] }, true],
    [
      'a tool call without content',
      {
        messages: [
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: '1', type: 'function', function: { name: 'f', arguments: '{}' } }],
          },
        ],
      },
      true,
    ],
    [
      'a turn that was refused',
      { messages: [{ role: 'assistant', content: null, refusal: 'No.' }, user] },
      true,
    ],
    [
      'a long id and unknown fields of a tool call',
      {
        messages: [
          {
            role: 'assistant',
            reasoning_content: 'hm',
            tool_calls: [
              { id: 'c'.repeat(4_096), function: { name: 'f', arguments: '' }, extra_content: { a: 1 } },
            ],
          },
          { role: 'tool', tool_call_id: 'c'.repeat(4_096), content: 'done' },
        ],
      },
      true,
    ],
    [
      'a tool call that calls nothing',
      { messages: [{ role: 'assistant', tool_calls: [{ id: 'c' }] }] },
      false,
    ],
    ['models of its own choice', { messages: [user], models: ['gpt-x'] }, false],
    ['a server of its own choice', { messages: [user], api_base: 'http://elsewhere' }, false],
    ['no messages', { messages: [] }, false],
    ['a message without content', { messages: [{ role: 'user' }] }, false],
    ['n of 2', { messages: [user], n: 2 }, false],
    ['an unknown role', { messages: [{ role: 'boss', content: 'hi' }] }, false],
  ])('a completion with %s: %s', (_name, raw, expected) => {
    expect(accepts(ChatCompletionRequest, raw)).toBe(expected)
  })

  test('a completion keeps what it does not know', () => {
    const raw = { messages: [{ ...user, cache_control: { type: 'ephemeral' } }], verbosity: 'low' }

    expect(ChatCompletionRequest.parse(raw)).toEqual(raw)
  })

  test.each([
    ['text', { text: 'a' }, true],
    ['own id', { id: 'A-z.0:_9', text: 'a' }, true],
    ['only blanks', { text: ' \n\u200B\u00A0' }, false],
    ['a slash in the id', { id: 'a/b', text: 'a' }, false],
    ['an unknown field', { text: 'a', tenantId: 'globex' }, false],
    ['nested metadata', { text: 'a', metadata: { a: { b: 1 } } }, false],
  ])('a document with %s: %s', (_name, raw, expected) => {
    expect(accepts(DocumentInput, raw)).toBe(expected)
  })

  test.each([
    [{ lang: 'en' }, true],
    [{ year: { gte: 2020, lt: 2024 } }, true],
    [{ kind: { in: ['a', 'b'] } }, true],
    [{ kind: { in: [] } }, false],
    [{ year: {} }, false],
    [{ 'a b': 1 }, false],
  ])('the filter %j: %s', (raw, expected) => {
    expect(accepts(Filter, raw)).toBe(expected)
  })
})

test('an event is id, name and one line of JSON', () => {
  expect(formatEvent(3, 'delta', { text: 'a\nb' })).toBe('id: 3\nevent: delta\ndata: {"text":"a\\nb"}\n\n')
})
