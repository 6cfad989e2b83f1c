import { expect, test } from 'vitest'

import { forecastOf } from './forecast.ts'
import { OTHERS, stackOf } from './stack.ts'
import type { UsageLine } from './usage-line.ts'
import { daysOf, spanOf } from './usage-range.ts'

const NOW = Date.parse('2026-11-10T12:00:00Z')
const line = (date: string, model: string, totalTokens: number, cost: string | null = '0'): UsageLine => ({
  date,
  model,
  requests: 1,
  promptTokens: totalTokens,
  cachedPromptTokens: 0,
  completionTokens: 0,
  reasoningTokens: 0,
  totalTokens,
  estimatedTokens: 0,
  cost,
})

test.each([
  ['today', '2026-11-10', '2026-11-10'],
  ['yesterday', '2026-11-09', '2026-11-09'],
  ['7d', '2026-11-04', '2026-11-10'],
  ['30d', '2026-10-12', '2026-11-10'],
  ['month', '2026-11-01', '2026-11-10'],
  ['last-month', '2026-10-01', '2026-10-31'],
] as const)('%s is from %s to %s, both included', (range, from, to) => {
  expect(spanOf(range, NOW)).toEqual({ from, to })
})

test('a stack has the largest names and one of all others, over every day', () => {
  const days = daysOf({ from: '2026-11-09', to: '2026-11-10' })
  const lines = [line('2026-11-09', 'a', 5), line('2026-11-10', 'b', 9), line('2026-11-10', 'c', 1)]

  const stack = stackOf([...lines, line('2026-11-09', 'd', 2)], {
    days,
    group: 'model',
    measure: 'tokens',
    most: 3,
  })

  expect(stack).toEqual([
    { name: 'b', values: [0, 9], total: 9 },
    { name: 'a', values: [5, 0], total: 5 },
    { name: OTHERS, values: [2, 1], total: 3 },
  ])
})

test('the month ends as the last whole days went', () => {
  const byDay = new Map(daysOf({ from: '2026-11-01', to: '2026-11-09' }).map((day) => [day, 100]))

  expect(forecastOf(byDay, NOW, 1_500)).toEqual({
    monthEnd: 3_000,
    perDay: 100,
    basisDays: 7,
    reachesLimitOn: '2026-11-16',
  })
})

test('without a whole day there is no forecast; a limit beyond the month is not reached', () => {
  expect(forecastOf(new Map([['2026-11-10', 5]]), NOW)).toBeUndefined()
  expect(forecastOf(new Map([['2026-11-09', 5]]), NOW, 1_000)?.reachesLimitOn).toBeUndefined()
})
