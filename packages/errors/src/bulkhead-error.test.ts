import { describe, expect, test } from 'vitest'

import { BulkheadError } from './bulkhead-error.ts'
import { ERROR_CODES } from './codes.ts'
import { errorBody, retryHeaders } from './envelope.ts'

const TRACE = { requestId: 'req_1', traceId: 'abc' }

describe('BulkheadError.from', () => {
  test('keeps an error of the catalogue', () => {
    const error = new BulkheadError('not_found')

    expect(BulkheadError.from(error)).toBe(error)
  })

  test('recognises one that crossed a binding, where classes are lost and own properties stay', () => {
    const remote = Object.assign(new Error('Slow down.'), {
      name: 'BulkheadError',
      code: 'rate_limited',
      retryAfterMs: 1_500,
      remote: true,
    })

    const error = BulkheadError.from(remote)

    expect(error).toBeInstanceOf(BulkheadError)
    expect({ code: error.code, message: error.message, retryAfterMs: error.retryAfterMs }).toEqual({
      code: 'rate_limited',
      message: 'Slow down.',
      retryAfterMs: 1_500,
    })
  })

  test.each([
    [new Error('no such table: secrets')],
    [Object.assign(new Error('x'), { code: 'ENOENT' })],
    [Object.assign(new Error('x'), { name: 'BulkheadError', code: 'toString' })],
    ['a string'],
    [null],
  ])('makes %s internal and reveals nothing of it', (thrown) => {
    const body = errorBody(BulkheadError.from(thrown), TRACE)

    expect(body.error.code).toBe('internal')
    expect(body.error.message).toBe(ERROR_CODES.internal.message)
  })
})

describe('errorBody', () => {
  test('has OpenAI’s shape and ours, and details only when there are some', () => {
    expect(errorBody(new BulkheadError('model_not_found', { param: 'model' }), TRACE)).toEqual({
      error: {
        code: 'model_not_found',
        message: ERROR_CODES.model_not_found.message,
        type: 'invalid_request_error',
        param: 'model',
        requestId: 'req_1',
        traceId: 'abc',
      },
    })
  })
})

describe('retryHeaders', () => {
  test.each([
    ['rate_limited', 20, { 'retry-after': '1' }],
    ['rate_limited', 1_001, { 'retry-after': '2' }],
    ['rate_limited', 30_001, { 'retry-after': '31', 'x-should-retry': 'false' }],
    ['ai_unavailable', undefined, { 'retry-after': '1' }],
    ['ai_timeout', undefined, {}],
    ['session_busy', undefined, {}],
    ['budget_exceeded', 60_000, { 'x-should-retry': 'false' }],
    ['invalid_request', undefined, { 'x-should-retry': 'false' }],
  ] as const)('%s after %s ms', (code, retryAfterMs, expected) => {
    expect(retryHeaders(new BulkheadError(code, { retryAfterMs }))).toEqual(expected)
  })

  test('every 429 and 503 has a Retry-After, and nothing else has', () => {
    for (const [code, { status }] of Object.entries(ERROR_CODES)) {
      const headers = retryHeaders(new BulkheadError(code as keyof typeof ERROR_CODES))
      expect(['retry-after' in headers, code]).toEqual([status === 429 || status === 503, code])
    }
  })
})
