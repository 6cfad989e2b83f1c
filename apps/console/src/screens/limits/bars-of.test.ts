import { expect, test } from 'vitest'

import { barsOf } from './bars-of.ts'

const resetsAt = '2026-11-30T00:00:00.000Z'
const requests = { limit: 60, burst: 10, remaining: 4, resetsAt }

test('counts the burst that is gone', () => {
  const [bar] = barsOf({ requests })

  expect(bar).toMatchObject({ used: 6, limit: 10 })
})

test('leaves out limits that the tenant does not have', () => {
  expect(barsOf({ requests }).map(({ label }) => label)).toEqual(['Requests now'])
})

test('says what running requests hold', () => {
  const spendPerDay = { limit: '5', used: '1.25', reserved: '0.5', remaining: '3.25', resetsAt }
  const bar = barsOf({ requests, spendPerDay }).at(-1)

  expect(bar).toMatchObject({ used: 1.25, reserved: 0.5, value: '$1.25 + $0.50 reserved of $5.00' })
})
