import { expect, test } from 'vitest'

import type { Span } from './request-query.ts'
import { waterfallRows } from './waterfall-rows.ts'

const span = (spanId: string, at: number, durationMs: number, parentSpanId?: string): Span => ({
  spanId,
  name: spanId,
  worker: 'gateway',
  startedAt: new Date(Date.UTC(2026, 10, 29) + at).toISOString(),
  durationMs,
  isError: false,
  ...(parentSpanId === undefined ? {} : { parentSpanId }),
})

test('children stand below their parents, in the order in which they began', () => {
  const rows = waterfallRows([
    span('late', 60, 40, 'root'),
    span('root', 0, 100, 'of-the-client'),
    span('early', 10, 20, 'root'),
    span('inner', 12, 5, 'early'),
  ])

  expect(rows.map(({ span: { name }, depth }) => [name, depth])).toEqual([
    ['root', 0],
    ['early', 1],
    ['inner', 2],
    ['late', 1],
  ])
  expect(rows.at(-1)).toMatchObject({ start: 0.6, share: 0.4, atMs: 60 })
})

test('spans that name each other as parents end, and none are no rows', () => {
  expect(waterfallRows([])).toEqual([])
  expect(waterfallRows([span('a', 0, 1, 'b'), span('b', 0, 1, 'a')])).toEqual([])
})
