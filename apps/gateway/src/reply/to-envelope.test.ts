import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { expect, test } from 'vitest'

import type { Exchange } from '../request/exchange.ts'
import { toEnvelope } from './to-envelope.ts'

const exchange = () => ({ requestId: 'req_test', traceId: 'a'.repeat(32) }) as unknown as Exchange

test.each([
  ['api_key_required', 'Bearer realm="bulkhead"'],
  ['api_key_invalid', 'Bearer realm="bulkhead", error="invalid_token"'],
  ['api_key_expired', 'Bearer realm="bulkhead", error="invalid_token"'],
  ['scope_insufficient', null],
] as const)('%s says which scheme is asked for: %s', (code, challenge) => {
  const response = toEnvelope(new BulkheadError(code), exchange())

  expect(response.headers.get('www-authenticate')).toBe(challenge)
})
