import { expect, test } from 'vitest'

import { gapsInWords, latencyInWords, outcomesInWords } from './traffic-words.ts'

const year = new Date().getUTCFullYear()
const bucket = (hour: string, more: object = {}) => ({
  at: `${year}-03-05T${hour}:00:00.000Z`,
  requests: 0,
  refused: 0,
  failed: 0,
  leftOut: 0,
  p50Ms: null,
  p95Ms: null,
  ...more,
})
const buckets = [
  bucket('06', { requests: 10, p50Ms: 40, p95Ms: 200 }),
  bucket('07', { requests: 20, refused: 3, failed: 5, leftOut: 7, p50Ms: 30, p95Ms: 1_500 }),
]
const series = {
  stepSeconds: 3_600,
  from: `${year}-03-05T06:00:00.000Z`,
  to: `${year}-03-05T07:30:00.000Z`,
  keptSince: `${year}-03-04T07:30:00.000Z`,
  buckets,
}

test('who hears the charts hears what stands out in them', () => {
  expect(latencyInWords(buckets)).toContain('40 ms at most')
  expect(latencyInWords(buckets)).toContain('1.50 s at most, in the step from 5 Mar 07:00:00 UTC')
  expect(outcomesInWords(buckets)).toContain(
    '22 done, 3 refused with 4xx, 5 failed with 5xx, most of them in the step from 5 Mar 07:00:00 UTC',
  )
  expect(latencyInWords([bucket('06')])).toBe('No request to measure in this time.')
})

test('what is not in the figures is said', () => {
  expect(gapsInWords(series)).toContain('7 requests, of any tenant and route, are not in it')
  expect(gapsInWords({ ...series, keptSince: `${year}-03-05T06:30:00.000Z` })).toContain(
    'Requests before 5 Mar 06:30:00 UTC are not kept any more',
  )
  expect(gapsInWords({ ...series, buckets: [] })).toBeUndefined()
})
