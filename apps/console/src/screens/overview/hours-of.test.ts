import { expect, test } from 'vitest'

import { hoursOf } from './hours-of.ts'

test('sums ten minutes to hours, and shows those without use', () => {
  const history = [
    { at: '2026-11-29T11:50:00.000Z', requests: 1, tokens: 10, cost: '0.1' },
    { at: '2026-11-29T11:10:00.000Z', requests: 2, tokens: 20, cost: '0.1' },
    { at: '2026-11-29T12:00:00.000Z', requests: 3, tokens: 30, cost: null },
  ]
  const hours = hoursOf(history, '2026-11-29T12:05:00.000Z')

  expect(hours).toHaveLength(24)
  expect(hours.at(-2)).toEqual({ at: '2026-11-29T11:00:00.000Z', requests: 3, tokens: 30 })
  expect(hours.at(-1)?.tokens).toBe(30)
  expect(hours[0]?.at).toBe('2026-11-28T13:00:00.000Z')
})
