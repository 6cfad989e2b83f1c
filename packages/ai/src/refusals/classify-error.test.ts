import { expect, test } from 'vitest'

import { classifyInBand, classifyReply, classifyThrown, retryAfterOf } from './classify-error.ts'
import { errorOfFailure, ProviderFailure } from './provider-failure.ts'

test.each([
  ['InferenceUpstreamError: 3040: Capacity temporarily exceeded', undefined, 'quota', 'ai_unavailable'],
  ['AiError: 3036: daily free allocation used up', 429, 'quota', 'ai_unavailable'],
  ['AiError: 3007: Request timeout', 408, 'transient', 'ai_unavailable'],
  ['AiError: 5007: No such model @cf/x', 400, 'rejected', 'ai_rejected'],
  ['AiError: 5004: Invalid data', undefined, 'rejected', 'ai_rejected'],
  ['AiError: 5021: over the context window', undefined, 'context', 'context_length_exceeded'],
  ['AiGatewayError: 2016: Prompt blocked due to security configurations', 424, 'content', 'content_rejected'],
  ['Unauthorized', 401, 'rejected', 'ai_rejected'],
  ['Internal error', 500, 'transient', 'ai_unavailable'],
  ['Conflict', 409, 'transient', 'ai_unavailable'],
  ['Network connection lost.', undefined, 'transient', 'ai_unavailable'],
  ['This model supports a maximum context length of 8192', 400, 'context', 'context_length_exceeded'],
] as const)('env.AI.run throws "%s" (%s): %s', (message, status, kind, code) => {
  const failure = classifyThrown(Object.assign(new Error(message), { status }))

  expect(failure.kind).toBe(kind)
  expect(errorOfFailure(failure).code).toBe(code)
})

test.each([
  [400, { code: 'context_length_exceeded', message: 'too long' }, 'context'],
  [400, { code: 'content_filter', message: 'no' }, 'content'],
  [400, { message: 'max_tokens is not supported' }, 'rejected'],
  [403, { message: 'forbidden' }, 'rejected'],
  [404, { code: 'model_not_found', message: 'no such model' }, 'rejected'],
  [408, {}, 'transient'],
  [413, {}, 'context'],
  [429, { code: 'insufficient_quota' }, 'quota'],
  [503, {}, 'transient'],
] as const)('a server replies %s %o: %s', (status, error, kind) => {
  expect(classifyReply({ status, body: JSON.stringify({ error }) }).kind).toBe(kind)
})

test('a reply that is no JSON goes by its status alone', () => {
  expect(classifyReply({ status: 502, body: '<html>bad gateway</html>' }).kind).toBe('transient')
})

test('an error inside a stream goes by its code', () => {
  expect(classifyInBand({ message: 'overloaded', code: 503 }).kind).toBe('transient')
  expect(classifyInBand('3040: Capacity temporarily exceeded').kind).toBe('quota')
})

test("nothing of the provider's words is kept, only its code", () => {
  const failure = classifyThrown(new Error('AiError: 5004: Invalid data: "my secret prompt"'))

  expect(failure.message).toBe('rejected (5004)')
  expect(JSON.stringify([failure, errorOfFailure(failure).message, failure.cause])).not.toContain('secret')
})

test.each([
  [{ 'retry-after': '3' }, 3_000],
  [{ 'retry-after-ms': '250', 'retry-after': '3' }, 250],
  [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:05 GMT' }, 4_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('waits as long as %o says', (headers, expected) => {
  expect(retryAfterOf(new Headers(headers), 1_000)).toBe(expected)
})

test('a timeout says which one it was', () => {
  expect(errorOfFailure(new ProviderFailure('timeout', { timeout: 'idle' }))).toMatchObject({
    code: 'ai_timeout',
    details: { timeout: 'idle' },
  })
})
