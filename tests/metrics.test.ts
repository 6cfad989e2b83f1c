import { setTimeout as sleep } from 'node:timers/promises'

import { ADMIN_TOKEN, Client, eventually, localKey } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, expect, test } from 'vitest'

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startBulkhead()
  await makeTraffic()
})
afterAll(() => bulkhead.stop())

const completion = { messages: [{ role: 'user', content: 'Hello' }] }

/** A bit of everything that is counted, failures included. */
async function makeTraffic(): Promise<void> {
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const hooli = new Client(bulkhead.fetch, localKey('hooli'))
  const text = 'Unused goods can be returned within 30 days of delivery.'
  await acme.post('/v1/documents', { id: 'returns', title: 'Returns', text })
  await eventually(async () => {
    const { body } = await acme.get('/v1/documents/returns')
    return body.status === 'indexed' ? body : undefined
  })
  await acme.post('/v1/chat/completions', completion)
  const session = (await acme.post('/v1/sessions', {})).body.id as string
  const say = () => acme.post(`/v1/sessions/${session}/messages`, { content: 'Hello' })
  await say()
  await acme.post('/v1/chat/completions', completion, { 'idempotency-key': 'counted' })
  await acme.post('/v1/answers', { question: 'How long do I have to return unused goods?' })
  await acme.post('/v1/search', { query: 'returns' })
  await acme.get('/v1/sessions/sess_nothing')
  for (let i = 0; i < 14; i++) await hooli.get('/v1/documents')
  await bulkhead.setFault({ target: 'vectorize', mode: 'error' })
  await acme.post('/v1/search', { query: 'returns' })
  await bulkhead.setFault({ target: 'ai', mode: 'error' })
  await acme.post('/v1/chat/completions', completion)
  // The local runtime hands on what a call of an object logged when the object is called next.
  for (let round = 0; round < 2; round++) {
    expect((await say()).status).toBe(503)
    await sleep(1_100)
  }
  expect((await acme.post('/v1/chat/completions', completion, { 'idempotency-key': 'refused' })).status).toBe(
    503,
  )
  await bulkhead.clearFaults()
}

async function metrics(): Promise<string> {
  const { status, text } = await new Client(bulkhead.fetch, ADMIN_TOKEN).get('/metrics')
  expect(status).toBe(200)
  return text
}

/** A series with some of its labels, whatever the others are, and a value above zero. */
test.each<readonly [name: string, labels: string]>([
  ['requests_total', 'tenantId="acme",route="/v1/chat/completions",method="POST",status="200"'],
  ['requests_total', 'tenantId="acme",route="/v1/sessions/:id",method="GET",status="404"'],
  ['errors_total', 'tenantId="acme",route="/v1/chat/completions",error_type="ai_unavailable"'],
  ['latency_ms_histogram_count', 'tenantId="acme",route="/v1/answers"'],
  ['rate_limited_total', 'tenantId="hooli"'],
  ['ai_requests_total', 'tenantId="acme",model_name="@cf/meta/llama-3.3-70b-instruct-fp8-fast",status="ok"'],
  [
    'ai_requests_total',
    'tenantId="acme",model_name="@cf/meta/llama-3.3-70b-instruct-fp8-fast",status="error"',
  ],
  ['ai_latency_ms_histogram_count', 'tenantId="acme",model_name="@cf/meta/llama-3.3-70b-instruct-fp8-fast"'],
  ['ai_tokens_prompt_total', 'tenantId="acme",model_name="@cf/baai/bge-m3"'],
  ['ai_tokens_completion_total', 'tenantId="acme",model_name="@cf/meta/llama-3.3-70b-instruct-fp8-fast"'],
  ['vectorize_queries_total', 'tenantId="acme",status="ok"'],
  ['vectorize_queries_total', 'tenantId="acme",status="error"'],
  ['vectorize_latency_ms_histogram_count', 'tenantId="acme"'],
  ['cache_hits_total', 'tenantId="hooli",cache_name="refusals"'],
  ['cache_misses_total', 'tenantId="hooli",cache_name="refusals"'],
  ['rag_citations_total', 'tenantId="acme"'],
  ['durable_object_invocations_total', 'tenantId="acme",className="Corpus",methodName="claim",status="ok"'],
  [
    'durable_object_invocations_total',
    'tenantId="acme",className="RateLimiter",methodName="admit",status="ok"',
  ],
  ['durable_object_cpu_time_ms_histogram_count', 'tenantId="acme",className="RateLimiter"'],
  [
    'durable_object_invocations_total',
    'tenantId="acme",className="ChatSession",methodName="send",status="unavailable"',
  ],
  ...['ChatSession', 'Completion', 'Corpus', 'RateLimiter', 'SessionDirectory'].map(
    (name): readonly [string, string] => [
      'durable_object_storage_bytes',
      `tenantId="acme",className="${name}"`,
    ],
  ),
  ['worker_invocations_total', 'worker="bulkhead-gateway",entrypoint="default",outcome="ok"'],
  ['log_lines_total', 'tenantId="acme",source="chat/rpc",level="warn",message="ai attempt"'],
  [
    'gen_ai_client_operation_duration_count',
    'gen_ai_operation_name="chat",gen_ai_provider_name="workers-ai"',
  ],
  ['gen_ai_client_token_usage_count', 'gen_ai_operation_name="embeddings",gen_ai_provider_name="workers-ai"'],
])('%s{%s} is counted', async (name, labels) => {
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const text = await eventually(async () => {
    // Objects log their sums within a second, or with the isolate's next call if the one with the timer has gone.
    await acme.get('/v1/sessions')
    const all = await metrics()
    const line = all.split('\n').find((one) => one.startsWith(`${name}{${labels}`))
    return line !== undefined && Number(line.split(' ').at(-1)) > 0 ? line : undefined
  }, 8_000)

  expect(text).toBeDefined()
})

test('a model that is down is no failure of the objects that asked it', async () => {
  const failed = (await metrics())
    .split('\n')
    .filter((line) => /^durable_object_invocations_total.*status="error"/.test(line))

  expect(failed).toEqual([])
})

test('every line is one that Prometheus reads', async () => {
  const lines = (await metrics()).trim().split('\n')

  const unreadable = lines.filter(
    (line) =>
      !/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-zA-Z_]+="([^"\\]|\\.)*"(,[a-zA-Z_]+="([^"\\]|\\.)*")*\})? -?[\d.e+-]+)$/.test(
        line,
      ),
  )

  expect(unreadable).toEqual([])
})
