import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { completionCall } from './completion-call.ts'

const CTX = {
  requestId: 'r',
  traceparent: '',
  tenantId: parseTenantId('acme'),
  keyId: 'k',
  route: '/v1/chat/completions',
  deadline: 0,
}
const TENANT = {
  chat: {
    model: 'own',
    fallbackModels: ['spare'],
    allowedModels: ['other'],
    systemPrompt: 'Be brief.',
    maxOutputTokens: 100,
    timeouts: { firstTokenMs: 1, idleMs: 1, totalMs: 1 },
  },
  sessions: { maxMessages: 1, retentionDays: 1, archive: false, maxBytes: 1_024 ** 3 },
  rag: {
    enabled: true,
    topK: 1,
    chunkTokens: 50,
    overlapTokens: 0,
    maxDocuments: 1,
    maxBytes: 1_000_000_000,
    rerank: false,
  },
  flags: {},
}
const MESSAGES = [{ role: 'user' as const, content: 'Hi' }]
const callFor = (more: object) => completionCall(CTX, TENANT, { messages: MESSAGES, ...more })

test.each([
  [{}, 100],
  [{ max_tokens: 7 }, 7],
  [{ max_tokens: null, max_completion_tokens: 9 }, 9],
  [{ max_tokens: 5_000 }, 100],
])('%o may take %i tokens', (more, maxTokens) => {
  expect(callFor(more).request.maxTokens).toBe(maxTokens)
})

test('passes on whatever is not ours to decide, known or not', () => {
  const { parameters } = callFor({
    temperature: 0,
    stop: ['x'],
    seed: null,
    n: 1,
    logprobs: true,
    parallel_tool_calls: false,
    of_another_day: { a: 1 },
    max_tokens: 7,
    stream: true,
  }).request

  expect(parameters).toEqual({
    temperature: 0,
    stop: ['x'],
    logprobs: true,
    parallel_tool_calls: false,
    of_another_day: { a: 1 },
  })
})

test('the tenant speaks first', () => {
  expect(callFor({}).request.messages).toEqual([{ role: 'system', content: 'Be brief.' }, ...MESSAGES])
})

test.each([
  [undefined, ['own', 'spare']],
  [null, ['own', 'spare']],
  ['other', ['other', 'spare']],
])('model %s', (model, models) => {
  expect(callFor({ model }).models).toEqual(models)
})

test.each(['spare', 'gpt', ''])('a model that is not allowed is not there: %s', (model) => {
  expect(() => callFor({ model })).toThrow(
    expect.objectContaining({ code: 'model_not_found', param: 'model' }),
  )
})
