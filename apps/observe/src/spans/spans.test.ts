import { expect, test } from 'vitest'

import { parseLogLine, type LogLine } from '../log-line.ts'
import { otlpBody } from './otlp.ts'
import { spansOf } from './spans.ts'

const END = Date.UTC(2026, 10, 24, 12)
const line = (fields: Record<string, unknown>): LogLine =>
  parseLogLine(
    JSON.stringify({
      timestamp: new Date(END).toISOString(),
      level: 'info',
      source: 'gateway/request',
      requestId: 'req_1',
      traceId: 'a'.repeat(32),
      latencyMs: 100,
      ...fields,
    }),
  )!

const request = line({
  message: 'request',
  method: 'POST',
  route: '/v1/answers',
  status: 503,
  errorCode: 'ai_unavailable',
  spanId: 'b'.repeat(16),
  parentSpanId: 'c'.repeat(16),
  admissionAtMs: 10,
  admissionMs: 5,
})
const attempt = line({ message: 'ai attempt', source: 'chat/rpc', level: 'warn', attempt: 1, latencyMs: 40 })

test('a request is its own span, its admission and the call behind it', () => {
  const spans = spansOf(request)

  expect(spans.map(({ name, startMs, endMs }) => [name, startMs - END, endMs - END])).toEqual([
    ['POST /v1/answers', -100, 0],
    ['admit', -90, -85],
    ['call', -85, 0],
  ])
  expect(spans.map(({ parentSpanId }) => parentSpanId)).toEqual([
    'c'.repeat(16),
    'b'.repeat(16),
    'b'.repeat(16),
  ])
  expect(spans[0]).toMatchObject({
    isError: true,
    kind: 'server',
    attributes: { 'http.route': '/v1/answers' },
  })
})

test('work in another Worker hangs on the call, without having seen its line', () => {
  const call = spansOf(request)[2]
  const [work] = spansOf(attempt)

  expect(work).toMatchObject({ parentSpanId: call?.spanId, worker: 'bulkhead-chat', isError: true })
  expect(work?.spanId).toMatch(/^[0-9a-f]{16}$/)
})

test('two attempts are two spans, and the same line is the same span', () => {
  const ids = [attempt, { ...attempt, attempt: 2 }, attempt].map((one) => spansOf(one)[0]?.spanId)

  expect(ids[0]).not.toBe(ids[1])
  expect(ids[0]).toBe(ids[2])
})

test.each([
  ['a trace id of another form', { ...attempt, traceId: 'none' }],
  ['no request', { ...attempt, requestId: undefined }],
  ['no duration', { ...attempt, latencyMs: undefined }],
  ['another message', { ...attempt, message: 'citations returned' }],
])('a line with %s makes no span', (_, odd) => {
  expect(spansOf(odd)).toEqual([])
})

test('OTLP has a resource for each Worker, times as text and no status for what went well', () => {
  const body = JSON.parse(
    otlpBody([...spansOf(attempt), ...spansOf({ ...attempt, level: 'info', source: 'rag/rpc' })]),
  )

  expect(body.resourceSpans[0].resource.attributes[0].value.stringValue).toBe('bulkhead-chat')
  expect(body.resourceSpans[1].resource.attributes[0].value.stringValue).toBe('bulkhead-rag')
  const [failed] = body.resourceSpans[0].scopeSpans[0].spans
  const [went] = body.resourceSpans[1].scopeSpans[0].spans
  expect(failed).toMatchObject({ endTimeUnixNano: `${END}000000`, kind: 3, status: { code: 2 } })
  expect(went.status).toBeUndefined()
})
