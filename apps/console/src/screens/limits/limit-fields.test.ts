import { expect, test } from 'vitest'

import { fieldsOf, patchOf } from './limit-fields.ts'

const before = fieldsOf({
  rateLimit: { requestsPerMinute: 60, burst: 10 },
  budget: { tokensPerDay: 1_000, spendPerMonth: '5.00' },
})

test('patches what was changed alone', () => {
  expect(patchOf(before, { ...before, tokensPerDay: '2000' })).toEqual({ budget: { tokensPerDay: 2_000 } })
})

test('clears what was emptied, and keeps money a decimal string', () => {
  const after = { ...before, tokensPerDay: '', spendPerMonth: '7.50' }

  expect(patchOf(before, after)).toEqual({ budget: { tokensPerDay: null, spendPerMonth: '7.50' } })
})

test('is empty when nothing was changed', () => {
  expect(patchOf(before, before)).toEqual({})
})
