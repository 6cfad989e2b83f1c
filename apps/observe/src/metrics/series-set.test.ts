import { expect, test } from 'vitest'

import { MAX_LABEL_VALUES, MAX_TENANTS, MAX_VERSIONS } from '../limits.ts'
import { prometheusText } from './prometheus-text.ts'
import { SeriesSet } from './series-set.ts'

const request = (labels: Record<string, string | number>) => ({
  name: 'requests_total',
  value: 1,
  labels: { tenantId: 'acme', route: '/v1/usage', method: 'GET', status: 200, ...labels },
})

function textOf(set: SeriesSet): string[] {
  return prometheusText(set.all()).trim().split('\n')
}

test('counts, and writes what Prometheus reads', () => {
  const set = new SeriesSet()
  set.add(request({}))
  set.add(request({}))
  set.add(request({ status: 503 }))

  expect(textOf(set)).toEqual([
    '# HELP requests_total Requests answered by the gateway',
    '# TYPE requests_total counter',
    'requests_total{tenantId="acme",route="/v1/usage",method="GET",status="200"} 2',
    'requests_total{tenantId="acme",route="/v1/usage",method="GET",status="503"} 1',
  ])
})

test('a histogram has cumulative buckets, a sum and a count', () => {
  const set = new SeriesSet()
  for (const value of [1, 30, 70_000])
    set.add({ name: 'vectorize_latency_ms_histogram', value, labels: { tenantId: 'acme' } })

  const lines = textOf(set)

  expect(lines).toContain('vectorize_latency_ms_histogram_bucket{tenantId="acme",le="1"} 1')
  expect(lines).toContain('vectorize_latency_ms_histogram_bucket{tenantId="acme",le="25"} 1')
  expect(lines).toContain('vectorize_latency_ms_histogram_bucket{tenantId="acme",le="50"} 2')
  expect(lines).toContain('vectorize_latency_ms_histogram_bucket{tenantId="acme",le="60000"} 2')
  expect(lines).toContain('vectorize_latency_ms_histogram_bucket{tenantId="acme",le="+Inf"} 3')
  expect(lines).toContain('vectorize_latency_ms_histogram_sum{tenantId="acme"} 70031')
  expect(lines).toContain('vectorize_latency_ms_histogram_count{tenantId="acme"} 3')
})

test('what one set drains, another adds; of a gauge the largest stays', () => {
  const isolate = new SeriesSet()
  const store = new SeriesSet()
  for (const value of [7, 5]) {
    isolate.add(request({}))
    isolate.add({
      name: 'durable_object_storage_bytes',
      value,
      labels: { tenantId: 'acme', className: 'Corpus' },
    })
    store.merge(isolate.drain())
  }

  expect(isolate.all()).toEqual([])
  expect(textOf(store)).toContain(
    'requests_total{tenantId="acme",route="/v1/usage",method="GET",status="200"} 2',
  )
  expect(textOf(store)).toContain('durable_object_storage_bytes{tenantId="acme",className="Corpus"} 7')
})

test('a gauge shows the largest for one more window, and goes on from there', () => {
  const set = new SeriesSet()
  const labels = { tenantId: 'acme', className: 'ChatSession' }
  const tell = (value: number) => set.add({ name: 'durable_object_storage_bytes', value, labels })
  const shown = () => Number(textOf(set).at(-1)?.split(' ').at(-1))

  tell(9)
  tell(2)
  set.turnWindow()
  tell(3)
  const nextWindow = shown()
  set.turnWindow()
  const afterIt = shown()
  set.turnWindow()

  expect([nextWindow, afterIt, shown()]).toEqual([9, 3, 3])
})

test('asks for changes give each series once', () => {
  const set = new SeriesSet()
  set.add(request({}))
  set.add(request({}))

  expect(set.changes()).toHaveLength(1)
  expect(set.changes()).toEqual([])
})

test.each([
  ['a raw path', { route: '/v1/sessions/sess_1?x=<script>' }, 'route="other"'],
  ['a method that nobody uses', { method: 'BREW' }, 'method="other"'],
  ['a tenant id of another form', { tenantId: 'Ä"\n' }, 'tenantId="other"'],
])('%s is other', (_, labels, expected) => {
  const set = new SeriesSet()
  set.add(request(labels))

  expect(textOf(set)[2]).toContain(expected)
})

test('the tenants over the cap are counted together', () => {
  const set = new SeriesSet()
  for (let n = 0; n < MAX_TENANTS + 5; n++) set.add(request({ tenantId: `t-${n}` }))

  expect(set.all()).toHaveLength(MAX_TENANTS + 1)
  expect(textOf(set).at(-1)).toMatch(/tenantId="other".* 5$/)
})

test('ever new models do not grow the store', () => {
  const set = new SeriesSet()
  for (let n = 0; n < 3 * MAX_LABEL_VALUES; n++) {
    set.add({
      name: 'ai_requests_total',
      value: 1,
      labels: { tenantId: 'acme', model_name: `m${n}`, status: 'ok' },
    })
  }

  expect(set.all()).toHaveLength(MAX_LABEL_VALUES + 1)
})

test('what is unknown or no number is dropped, and that is counted', () => {
  const set = new SeriesSet()
  set.add({ name: 'made_up_total', value: 1, labels: {} })
  set.add({ ...request({}), value: Number.NaN })
  set.add({ ...request({}), value: -1 })
  set.merge([{ key: ['requests_total', 'acme'], numbers: [1, 2] }])

  expect(textOf(set).filter((line) => !line.startsWith('#'))).toEqual([
    'observe_points_dropped_total{reason="unknown_name"} 2',
    'observe_points_dropped_total{reason="bad_value"} 2',
  ])
})

test('a label cannot break out of its quotes', () => {
  const set = new SeriesSet()
  const labels = { tenantId: 'acme', source: 'a\\b', level: 'warn', message: 'say "x"\nnow' }
  set.add({ name: 'log_lines_total', value: 1, labels })

  expect(textOf(set)[2]).toContain(String.raw`source="a\\b",level="warn",message="say \"x\"\nnow"`)
})

test('only the newest versions have series, and none of them is kept on disk', () => {
  const set = new SeriesSet()
  const versions = Array.from({ length: 3 * MAX_LABEL_VALUES }, (_, at) => `v-${at}`)
  for (const version of versions) {
    set.add({ name: 'version_requests_total', value: 1, labels: { worker: 'w', version, status: 200 } })
  }

  const kept = set.all().map(({ key }) => key[2])
  expect(kept).toEqual(versions.slice(-MAX_VERSIONS))
  expect(set.changes()).toEqual([])
})
