import { expect, test } from 'vitest'

import { trafficOf } from './traffic.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const request = (secondsAgo: number, status = 200, route = '/v1/search') => ({
  requestId: `req_${secondsAgo}`,
  at: new Date(NOW - secondsAgo * 1_000).toISOString(),
  route,
  status,
  latencyMs: secondsAgo,
})

test('reads rates from the requests of tenants alone', () => {
  const traffic = trafficOf(
    [request(1, 200, '/admin/v1/usage'), request(10), request(60, 503), request(120)],
    NOW,
  )

  expect(traffic).toMatchObject({ requests: 3, perMinute: 1.5, p95Ms: 120 })
  expect(traffic.failedShare).toBeCloseTo(1 / 3)
})

test('says nothing without requests', () => {
  expect(trafficOf([], NOW)).toEqual({
    requests: 0,
    perMinute: undefined,
    failedShare: undefined,
    p95Ms: undefined,
    since: undefined,
  })
})
