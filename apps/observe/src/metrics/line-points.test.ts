import { expect, test } from 'vitest'

import { linesIn, type LogLine } from '../log-line.ts'
import { linePoints } from './line-points.ts'

function line(fields: Record<string, unknown>): LogLine {
  const whole = { timestamp: '2026-11-24T12:00:00.000Z', level: 'info', message: 'request', source: 'a/b' }
  return linesIn(JSON.stringify({ ...whole, ...fields }))[0]!
}

/** Each as `name{labels} value`. */
const counted = (...lines: LogLine[]) =>
  lines.flatMap(linePoints).map(({ name, labels, value }) => {
    const texts = Object.entries(labels).map(([label, text]) => `${label}=${text}`)
    return `${name}{${texts.join(',')}} ${value}`
  })

const request = { tenantId: 'acme', route: '/v1/search', method: 'POST', status: 200, latencyMs: 12 }
const attempt = {
  level: 'info',
  message: 'ai attempt',
  tenantId: 'acme',
  model: 'm',
  outcome: 'ok',
  latencyMs: 7,
}
const refused = { ...request, status: 429, errorCode: 'rate_limited' }
const REFUSED = [
  'requests_total{tenantId=acme,route=/v1/search,method=POST,status=429} 1',
  'latency_ms_histogram{tenantId=acme,route=/v1/search} 12',
  'rate_limited_total{tenantId=acme} 1',
]

test.each<readonly [what: string, fields: object, points: readonly string[]]>([
  [
    'a request',
    request,
    [
      'requests_total{tenantId=acme,route=/v1/search,method=POST,status=200} 1',
      'latency_ms_histogram{tenantId=acme,route=/v1/search} 12',
    ],
  ],
  [
    'a request of nobody that is known',
    { ...request, tenantId: undefined, status: 401, errorCode: 'api_key_invalid' },
    [
      'requests_total{tenantId=none,route=/v1/search,method=POST,status=401} 1',
      'latency_ms_histogram{tenantId=none,route=/v1/search} 12',
    ],
  ],
  [
    'a request that failed',
    { ...request, status: 503, errorCode: 'ai_unavailable' },
    [
      'requests_total{tenantId=acme,route=/v1/search,method=POST,status=503} 1',
      'latency_ms_histogram{tenantId=acme,route=/v1/search} 12',
      'errors_total{tenantId=acme,route=/v1/search,error_type=ai_unavailable} 1',
    ],
  ],
  ['a refusal', refused, REFUSED],
  [
    'a refusal from memory',
    { ...refused, refusedBy: 'memory' },
    [...REFUSED, 'cache_hits_total{tenantId=acme,cache_name=refusals} 1'],
  ],
  [
    'a refusal of rate-limit',
    { ...refused, refusedBy: 'rate-limit' },
    [...REFUSED, 'cache_misses_total{tenantId=acme,cache_name=refusals} 1'],
  ],
  ...['budget_exceeded', 'budget_in_flight'].map(
    (errorCode) => [`a refusal with ${errorCode}`, { ...refused, errorCode }, REFUSED] as const,
  ),
  [
    'an attempt at a model',
    { ...attempt, promptTokens: 12, completionTokens: 8 },
    [
      'ai_requests_total{tenantId=acme,model_name=m,status=ok} 1',
      'ai_latency_ms_histogram{tenantId=acme,model_name=m} 7',
      'ai_tokens_prompt_total{tenantId=acme,model_name=m} 12',
      'ai_tokens_completion_total{tenantId=acme,model_name=m} 8',
    ],
  ],
  [
    'an attempt that failed',
    { ...attempt, level: 'warn', outcome: 'timeout:first-token' },
    [
      'ai_requests_total{tenantId=acme,model_name=m,status=error} 1',
      'ai_latency_ms_histogram{tenantId=acme,model_name=m} 7',
      'log_lines_total{tenantId=acme,source=a/b,level=warn,message=ai attempt} 1',
    ],
  ],
  [
    'texts that were embedded',
    { ...attempt, message: 'embedding attempt', count: 3, promptTokens: 12, completionTokens: 0 },
    [
      'ai_requests_total{tenantId=acme,model_name=m,status=ok} 1',
      'ai_latency_ms_histogram{tenantId=acme,model_name=m} 7',
      'ai_tokens_prompt_total{tenantId=acme,model_name=m} 12',
      'ai_tokens_completion_total{tenantId=acme,model_name=m} 0',
    ],
  ],
  [
    'a vector query',
    { message: 'vector query', tenantId: 'acme', outcome: 'error', latencyMs: 5 },
    [
      'vectorize_queries_total{tenantId=acme,status=error} 1',
      'vectorize_latency_ms_histogram{tenantId=acme} 5',
    ],
  ],
  [
    'citations',
    { message: 'citations returned', tenantId: 'acme', count: 2 },
    ['rag_citations_total{tenantId=acme} 2'],
  ],
  ['another line', { message: 'document indexed', tenantId: 'acme', latencyMs: 5, count: 2 }, []],
  ...['request', 'ai attempt', 'vector query', 'citations returned'].map(
    (message) => [`a line "${message}" without fields`, { message }, []] as const,
  ),
])('%s counts what it says', (_, fields, points) => {
  expect(counted(line({ ...fields })).filter((point) => !point.startsWith('gen_ai'))).toEqual(points)
})

test('a line that brings points counts these alone', () => {
  const metrics = [{ name: 'requests_total', value: 1, labels: { tenantId: 'none' } }]

  expect(counted(line({ ...request, metrics }))).toEqual(['requests_total{tenantId=none} 1'])
})

test('each part of a line counts with what the parts share', () => {
  const { tenantId, ...search } = { tenantId: 'acme', outcome: 'ok' }
  const parts = [
    { message: 'vector query', latencyMs: 5 },
    { ...attempt, message: 'embedding attempt', promptTokens: 4 },
    { message: 'citations returned', count: 2 },
  ]
  const lines = linesIn(
    JSON.stringify({
      timestamp: 't',
      level: 'info',
      source: 'a/b',
      message: 'work',
      tenantId,
      ...search,
      parts,
    }),
  )

  expect(counted(...lines).filter((point) => !point.startsWith('gen_ai'))).toEqual([
    'vectorize_queries_total{tenantId=acme,status=ok} 1',
    'vectorize_latency_ms_histogram{tenantId=acme} 5',
    'ai_requests_total{tenantId=acme,model_name=m,status=ok} 1',
    'ai_latency_ms_histogram{tenantId=acme,model_name=m} 7',
    'ai_tokens_prompt_total{tenantId=acme,model_name=m} 4',
    'rag_citations_total{tenantId=acme} 2',
  ])
})
