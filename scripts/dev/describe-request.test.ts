import { expect, test } from 'vitest'

import { describeRequest } from './describe-request.ts'

const at = (ms: number) => new Date(Date.UTC(2026, 10, 24, 12) + ms).toISOString()
const line = (fields: Record<string, unknown>) =>
  JSON.stringify({ level: 'info', requestId: 'req_1', traceId: 'a'.repeat(32), tenantId: 'acme', ...fields })

const LOGGED = [
  'Starting…',
  line({ timestamp: at(0), message: 'request', source: 'gateway/request', requestId: 'req_0', latencyMs: 1 }),
  line({
    timestamp: at(300),
    level: 'warn',
    message: 'ai attempt',
    source: 'chat/rpc',
    outcome: 'unavailable',
    status: 500,
    latencyMs: 40,
    stack: '    at generate',
  }),
  line({
    timestamp: at(310),
    message: 'request',
    source: 'gateway/request',
    clientRequestId: 'mine-0001',
    workerVersion: '2b251876-54de-4793-a271-1fbfe04df2fe',
    method: 'POST',
    route: '/v1/answers',
    status: 503,
    errorCode: 'ai_unavailable',
    latencyMs: 110,
    admissionAtMs: 2,
    admissionMs: 5,
    metrics: [{ name: 'requests_total' }],
  }),
  '{"half a line": ',
]

test.each(['req_1', 'mine-0001'])('tells what happened to %s in the order in which it began', (id) => {
  expect(describeRequest(id, LOGGED)?.split('\n')).toEqual([
    'POST /v1/answers → 503 ai_unavailable after 110 ms',
    `request req_1  trace ${'a'.repeat(32)}  tenant acme`,
    '',
    '    at    took  who              what',
    ' +0 ms  110 ms  gateway/request  request method=POST status=503 errorCode=ai_unavailable',
    ' +2 ms    5 ms  rate-limit       admission',
    '+60 ms   40 ms  chat/rpc         WARN ai attempt outcome=unavailable status=500',
    '',
    'chat/rpc',
    '    at generate',
  ])
})

test('a trace id finds every request of the trace', () => {
  expect(describeRequest('a'.repeat(32), LOGGED)).toContain('request req_0')
})

test('says nothing about what no line knows', () => {
  expect(describeRequest('req_', LOGGED)).toBeUndefined()
})

test('tells of a request whose own line is gone', () => {
  expect(describeRequest('req_1', LOGGED.slice(2, 3))).toContain('its request line is not in these logs')
})

test('what failed twice in the same place shows its stack once', () => {
  const failure = {
    level: 'error',
    message: 'failed',
    source: 'rag/corpus',
    requestId: 'req_9',
    stack: '    at claim',
  }
  const logged = [line({ ...failure, timestamp: at(0) }), line({ ...failure, timestamp: at(50) })]

  expect(describeRequest('req_9', logged)?.match(/at claim/g)).toHaveLength(1)
})
