import { Random } from '@bulkhead/harness/random'
import { expect, test } from 'vitest'

import { smallestVisible, variance, welchT } from './welch.ts'

/** Roughly normal, with a standard deviation of 1. */
function noise(random: Random, count: number, middle: number): number[] {
  const one = () => Array.from({ length: 12 }, () => random.share()).reduce((sum, share) => sum + share, -6)
  return Array.from({ length: count }, () => middle + one())
}

test('agrees with the textbook', () => {
  expect(variance([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7, 10)
  expect(welchT([3, 4, 1, 2.1], [490.2, 340, 433.9])).toBeCloseTo(-9.559, 3)
})

test('sees a difference of the size that it says it sees, and none where there is none', () => {
  const random = new Random(1)
  const left = noise(random, 2_000, 10)
  const visible = smallestVisible(left, 4.5)

  expect(visible).toBeGreaterThan(0.1)
  expect(visible).toBeLessThan(0.3)
  expect(Math.abs(welchT(left, noise(random, 2_000, 10)))).toBeLessThan(4.5)
  expect(Math.abs(welchT(left, noise(random, 2_000, 10 + 1.5 * visible)))).toBeGreaterThan(4.5)
})
