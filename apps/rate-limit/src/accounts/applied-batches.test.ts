import { expect, test } from 'vitest'

import { BATCH_KEPT_MS, MAX_BATCHES_APART } from '../limits.ts'
import { AppliedBatches } from './applied-batches.ts'

const name = (sequence: number, sender = 'a') => ({ sender, sequence })

test('a batch is applied once, in whatever order batches come', () => {
  const batches = new AppliedBatches([], 0)

  expect([1, 3, 2, 3, 1, 4].map((n) => batches.apply(name(n), 0))).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
  ])
  expect(batches.apply(name(1, 'b'), 0)).toBe(true)
  expect(batches.text(0)).toBe('a,4 b,1')
})

test('what was stored is known again, gaps too, from whichever row knows more', () => {
  const before = new AppliedBatches([], 0)
  for (const n of [1, 2, 5]) before.apply(name(n), 0)
  const after = new AppliedBatches(['a,1', before.text(0), 'a,2'], 0)

  expect([1, 2, 3, 4, 5].map((n) => after.apply(name(n), 0))).toEqual([false, false, true, true, false])
})

test('a gap that stays open is closed, and silent senders are forgotten', () => {
  const batches = new AppliedBatches([], 0)
  for (let n = 2; n <= MAX_BATCHES_APART + 2; n += 1) batches.apply(name(n), 0)
  batches.apply(name(1, 'b'), BATCH_KEPT_MS)

  expect(batches.apply(name(1), BATCH_KEPT_MS)).toBe(false)
  expect(batches.text(BATCH_KEPT_MS + 1)).toBe('b,1')
})

test('a batch that was held up while fifty a second went by is applied, once', () => {
  const batches = new AppliedBatches([], 0)
  for (let n = 2; n <= 1_500; n += 1) batches.apply(name(n), 0)

  expect(batches.text(0)).toBe('a,0,2-1500')
  const after = new AppliedBatches([batches.text(0)], 0)
  expect([1, 1, 2, 1_500, 1_501].map((n) => after.apply(name(n), 0))).toEqual([
    true,
    false,
    false,
    false,
    true,
  ])
  expect(after.text(0)).toBe('a,1501')
})
