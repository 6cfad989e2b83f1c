import { expect, test } from 'vitest'

import { requestIdsOf } from './trace-context.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'

test('continues the caller’s trace with a span of its own', () => {
  const { traceparent, traceId } = requestIdsOf(
    new Headers({ traceparent: `00-${TRACE}-b7ad6b7169203331-01` }),
  )

  expect(traceId).toBe(TRACE)
  expect(traceparent).toMatch(new RegExp(`^00-${TRACE}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`))
})

test.each([
  ['nonsense'],
  [`00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
  [`00-${TRACE}-${'0'.repeat(16)}-01`],
  [`00-${TRACE}`],
])('starts a new trace in place of %s', (traceparent) => {
  const { traceId } = requestIdsOf(new Headers({ traceparent }))

  expect(traceId).toMatch(/^[0-9a-f]{32}$/)
  expect(traceId).not.toBe(TRACE)
})

test.each([
  ['my-request.01', 'my-request.01'],
  ['bh_acme_a1b2c3d4e5f6_secret', undefined],
  ['bho_secretsecret', undefined],
  ['short', undefined],
  ['x'.repeat(129), undefined],
  ['has space in it', undefined],
  ['quote"inject', undefined],
])('takes %s as the client’s id: %s', (sent, taken) => {
  expect(requestIdsOf(new Headers({ 'x-request-id': sent })).clientRequestId).toBe(taken)
})
