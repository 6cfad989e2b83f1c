import { expect, test } from 'vitest'

import { budgetStates, percentsOf, thresholdsOf } from './budget-state.ts'

const requests = { limit: 60, burst: 10, remaining: 10, resetsAt: '2026-11-29T00:00:00Z' }
const resetsAt = '2026-11-30T00:00:00Z'

test('budgets that are set are listed, the fullest first, with the highest threshold they crossed', () => {
  const limits = {
    requests,
    tokensPerDay: { limit: 2_000, used: 1_000, reserved: 100, remaining: 900, resetsAt },
    spendPerMonth: { limit: '5.00', used: '4.50', reserved: '0.00', remaining: '0.50', resetsAt },
  }

  expect(budgetStates(limits, [0.5, 0.8, 1])).toMatchObject([
    { budget: 'spendPerMonth', share: 0.9, crossed: 0.8 },
    { budget: 'tokensPerDay', share: 0.5, crossed: 0.5, reserved: 100 },
  ])
})

test('a budget of nothing is full', () => {
  const tokensPerDay = { limit: 0, used: 0, reserved: 0, remaining: 0, resetsAt }

  expect(budgetStates({ requests, tokensPerDay }, [0.8, 1])).toMatchObject([{ share: 1, crossed: 1 }])
})

test.each([
  ['50, 80, 100', [0.5, 0.8, 1]],
  ['100 % 80%', [0.8, 1]],
  ['', undefined],
  ['80, most', undefined],
  ['120', undefined],
])('thresholds written as %j are %j', (text, expected) => {
  expect(thresholdsOf(text)).toEqual(expected)
})

test('thresholds are shown in per cent', () => {
  expect(percentsOf([0.8, 1])).toBe('80, 100')
})
