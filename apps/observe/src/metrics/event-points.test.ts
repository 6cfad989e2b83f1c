import { expect, test } from 'vitest'

import { linesIn, parseLogLine, type LogLine } from '../log-line.ts'
import { eventPoints, type TailEvent } from './event-points.ts'
import { TenantMemory } from './tenant-memory.ts'

// Made up, because the local runtime never ends an invocation like this and knows neither script names nor
// CPU time.
function event(fields: Partial<TailEvent>): TailEvent {
  return { event: null, exceptions: [], scriptName: 'bulkhead-gateway', outcome: 'ok', cpuTime: 0, ...fields }
}

function line(fields: Record<string, unknown>): LogLine {
  const whole = { timestamp: '2026-11-24T12:00:00.000Z', level: 'info', message: 'request', source: 'a/b' }
  return parseLogLine([JSON.stringify({ ...whole, ...fields })])!
}

const points = (made: TailEvent, lines: LogLine[] = [], memory = new TenantMemory()) =>
  eventPoints(made, lines, memory).map(({ name, value, labels }) => [name, value, labels] as const)

test.each(['exceededCpu', 'exceededMemory', 'exception', 'scriptNotFound'])(
  'a request that the runtime ended (%s) is an error that no handler could count',
  (outcome) => {
    expect(points(event({ outcome }))).toEqual([
      ['worker_invocations_total', 1, { worker: 'bulkhead-gateway', entrypoint: 'default', outcome }],
      ['errors_total', 1, { tenantId: 'none', route: 'unmatched', error_type: outcome }],
    ])
  },
)

test("an invocation without a name is of the Worker whose line it is, not of that line's parts", () => {
  const attempt = { timestamp: '2026-11-24T11:59:59.000Z', message: 'ai attempt', source: 'chat/models' }
  const whole = { ...line({ source: 'gateway/request' }), parts: [attempt] }

  expect(points(event({ scriptName: null }), [...linesIn(JSON.stringify(whole))])[0]).toEqual([
    'worker_invocations_total',
    1,
    { worker: 'bulkhead-gateway', entrypoint: 'default', outcome: 'ok' },
  ])
})

test('a client that left is counted as an end, not as an error', () => {
  expect(points(event({ outcome: 'canceled' })).map(([name]) => name)).toEqual(['worker_invocations_total'])
})

test('an error that the request line has counted is not counted twice', () => {
  const counted = line({ metrics: [{ name: 'errors_total', value: 1, labels: { tenantId: 'acme' } }] })

  const errors = points(event({ outcome: 'exception' }), [counted]).filter(
    ([name]) => name === 'errors_total',
  )

  expect(errors.map(([, value]) => value)).toEqual([1])
})

test('what our own code has thrown it has logged; anything else it has not', () => {
  const object = { entrypoint: 'Corpus', durableObjectId: 'abc', outcome: 'exception' }
  const thrown = (name: string) => [{ timestamp: 0, name, message: 'x' }]
  const failed = (name: string) =>
    points(event({ ...object, exceptions: thrown(name) })).filter(
      ([metric]) => metric === 'durable_object_invocations_total',
    )

  expect(failed('BulkheadError')).toEqual([])
  expect(failed('TypeError')).toHaveLength(1)
})

test('an object that ran out of CPU is a failed call of its method', () => {
  const ended = event({
    scriptName: 'bulkhead-rate-limit',
    entrypoint: 'RateLimiter',
    durableObjectId: 'abc',
    outcome: 'exceededCpu',
    cpuTime: 30_000,
    event: { rpcMethod: 'admit' },
  })

  expect(points(ended, [line({ tenantId: 'acme' })])).toEqual([
    [
      'worker_invocations_total',
      1,
      { worker: 'bulkhead-rate-limit', entrypoint: 'RateLimiter', outcome: 'exceededCpu' },
    ],
    ['durable_object_cpu_time_ms_histogram', 30_000, { tenantId: 'acme', className: 'RateLimiter' }],
    [
      'durable_object_invocations_total',
      1,
      { tenantId: 'acme', className: 'RateLimiter', methodName: 'admit', status: 'error' },
    ],
  ])
})

test('an object whose lines once named its tenant keeps it for the calls that say nothing', () => {
  const memory = new TenantMemory()
  const call = event({ entrypoint: 'Corpus', durableObjectId: 'abc', cpuTime: 4 })
  const sums = line({
    metrics: [{ name: 'durable_object_invocations_total', value: 3, labels: { tenantId: 'acme' } }],
  })
  points(call, [sums], memory)

  expect(points(call, [], memory)).toContainEqual([
    'durable_object_cpu_time_ms_histogram',
    4,
    { tenantId: 'acme', className: 'Corpus' },
  ])
})

test('a request is counted for the version that answered it', () => {
  const answered = line({ source: 'gateway/request', workerVersion: 'v-1', status: 503, latencyMs: 12 })

  expect(points(event({}), [answered])).toEqual(
    expect.arrayContaining([
      ['version_requests_total', 1, { worker: 'bulkhead-gateway', version: 'v-1', status: 503 }],
      ['version_latency_ms_histogram', 12, { worker: 'bulkhead-gateway', version: 'v-1' }],
    ]),
  )
})

test('sums of several tenants say nothing about whose an object is', () => {
  const sums = line({
    metrics: ['acme', 'globex'].map((tenantId) => ({ name: 'x', value: 1, labels: { tenantId } })),
  })

  expect(new TenantMemory().tenantOf({ durableObjectId: 'abc' }, [sums])).toBe('none')
})

test('warnings and errors are counted by their constant text, other lines are not', () => {
  const alarm = 'isolation alarm: foreign vectors in a search'
  const lines = [line({}), line({ level: 'error', message: alarm, source: 'rag/search', tenantId: 'acme' })]

  const counted = points(event({}), lines).filter(([name]) => name === 'log_lines_total')

  expect(counted).toEqual([
    ['log_lines_total', 1, { tenantId: 'acme', source: 'rag/search', level: 'error', message: alarm }],
  ])
})

test('an attempt at a model becomes the gen_ai metrics too', () => {
  const attempt = line({
    message: 'ai attempt',
    model: 'm',
    provider: 'openai-compatible',
    outcome: 'ok',
    latencyMs: 1_500,
    firstTokenMs: 250,
    promptTokens: 12,
    completionTokens: 8,
  })

  const made = points(event({}), [attempt]).filter(([name]) => name.startsWith('gen_ai'))

  expect(made.map(([name, value]) => [name, value])).toEqual([
    ['gen_ai_client_operation_duration', 1.5],
    ['gen_ai_server_time_to_first_token', 0.25],
    ['gen_ai_client_token_usage', 12],
    ['gen_ai_client_token_usage', 8],
  ])
})

test.each([
  ['what the runtime says', 'Worker threw an exception'],
  ['half a line', '{"timestamp": "2026'],
  ['an object of somebody else', '{"message": "hello"}'],
  ['a line with a tenant that is no text', JSON.stringify({ ...line({}), tenantId: 7 })],
  ['nothing', undefined],
])('%s is not a line', (_, message) => {
  expect(parseLogLine([message])).toBeUndefined()
})

test('a line is found behind the name that wrangler dev puts in front', () => {
  expect(parseLogLine(['[bulkhead-chat]', JSON.stringify(line({}))])?.message).toBe('request')
})

test('points of a line that are none are left out', () => {
  expect(line({ metrics: [null, { name: 'x' }, { name: 'x', value: 1, labels: {} }] }).metrics).toEqual([
    { name: 'x', value: 1, labels: {} },
  ])
})
