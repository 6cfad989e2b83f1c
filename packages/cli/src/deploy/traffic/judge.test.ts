import { expect, test } from 'vitest'

import { inWords, judge } from './judge.ts'
import { figuresBetween, figuresOf, medianMs, type Figures } from './version-figures.ts'

const RULES = { maxErrorShare: 0.01, maxLatencyRatio: 2 }

const figures = (fields: Partial<Figures>): Figures => ({
  requests: 100,
  errors: 0,
  buckets: [[25, 100]],
  ...fields,
})

test('a version that is as good as the old one passes', () => {
  expect(judge({ before: figures({}), after: figures({}) }, RULES)).toBeUndefined()
})

test('5xx beyond what is allowed are a reason to go back; those that the old one has too are not', () => {
  const failing = figures({ errors: 10 })

  expect(judge({ before: figures({}), after: failing }, RULES)).toContain('10.0 % of its answers are 5xx')
  expect(judge({ before: failing, after: failing }, RULES)).toBeUndefined()
})

test('a median above the allowed ratio is a reason to go back, unless it is noise', () => {
  const slow = figures({
    buckets: [
      [25, 0],
      [50, 0],
      [100, 100],
    ],
  })
  const quick = figures({ buckets: [[1, 100]] })
  const lessQuick = figures({
    buckets: [
      [1, 0],
      [5, 100],
    ],
  })

  expect(judge({ before: figures({}), after: slow }, RULES)).toContain('median latency is 75 ms')
  expect(judge({ before: quick, after: lessQuick }, RULES)).toBeUndefined()
})

test('a version that nothing is known of does not pass', () => {
  const silent = figures({ requests: 0, buckets: [] })

  expect(judge({ before: figures({}), after: silent }, RULES)).toContain('answered nothing')
})

const METRICS = `# TYPE version_requests_total counter
version_requests_total{worker="bulkhead-gateway",version="a",status="200"} 7
version_requests_total{worker="bulkhead-gateway",version="a",status="503"} 2
version_requests_total{worker="bulkhead-control",version="a",status="500"} 9
version_requests_total{worker="bulkhead-gateway",version="b",status="500"} 9
version_latency_ms_histogram_bucket{worker="bulkhead-gateway",version="a",le="1"} 3
version_latency_ms_histogram_bucket{worker="bulkhead-gateway",version="a",le="+Inf"} 9
version_latency_ms_histogram_sum{worker="bulkhead-gateway",version="a"} 90
`

test('what was compared is said, and where nothing was that is said too', () => {
  const before = figures({ requests: 0, buckets: [] })

  expect(inWords({ before: figures({ errors: 1 }), after: figures({}) })).toBe(
    '100 answers, 0.0 % 5xx, median 13 ms; the old version: 100 answers, 1.0 % 5xx, median 13 ms',
  )
  expect(inWords({ before, after: figures({}) })).toContain('the old version counted none')
})

test('figures are those of the gateway in that version', () => {
  expect(figuresOf(METRICS, 'a')).toEqual({
    requests: 9,
    errors: 2,
    buckets: [
      [1, 3],
      [Number.POSITIVE_INFINITY, 6],
    ],
  })
})

test('a step is judged by what came in it, also where the counters began anew', () => {
  const before = figures({ requests: 10, errors: 1, buckets: [[1, 10]] })

  expect(figuresBetween(before, figures({ requests: 15, errors: 1, buckets: [[1, 15]] }))).toEqual({
    requests: 5,
    errors: 0,
    buckets: [[1, 5]],
  })
  const anew = figures({ requests: 3, buckets: [[1, 3]] })
  expect(figuresBetween(before, anew)).toEqual(anew)
})

test('the median lies between the bounds of its bucket', () => {
  expect(
    medianMs(
      figures({
        buckets: [
          [10, 0],
          [20, 4],
        ],
      }),
    ),
  ).toBe(15)
  expect(medianMs(figures({ buckets: [] }))).toBeUndefined()
})
