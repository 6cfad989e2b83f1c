import type { Price } from '@bulkhead/contracts/record/tenant-record'
import { expect, test } from 'vitest'

import { dollarsOf, nanoDollarsOf } from './dollars.ts'
import { costOf, mostOf, priceAt } from './price.ts'

const PRICE: Price = {
  version: 1,
  effectiveFromMs: 0,
  prompt: 2_000_000,
  cachedPrompt: 500_000,
  cacheWrite: 2_500_000,
  completion: 8_000_000,
  reasoning: 10_000_000,
}

test('every class of tokens at its own price, and no token twice', () => {
  const use = {
    promptTokens: 1_000,
    cachedPromptTokens: 600,
    cacheWriteTokens: 100,
    completionTokens: 50,
    reasoningTokens: 30,
  }

  expect(costOf(use, PRICE)).toBe(300 * 2_000 + 600 * 500 + 100 * 2_500 + 20 * 8_000 + 30 * 10_000)
})

test('classes without a price of their own cost what their whole does', () => {
  const { version, effectiveFromMs, prompt, completion } = PRICE
  const use = { promptTokens: 10, cachedPromptTokens: 5, completionTokens: 4, reasoningTokens: 4 }

  expect(costOf(use, { version, effectiveFromMs, prompt, completion })).toBe(10 * 2_000 + 4 * 8_000)
})

test('a part that a provider reports larger than its whole counts as the whole', () => {
  const use = { promptTokens: 10, cachedPromptTokens: 12, cacheWriteTokens: 3, completionTokens: 0 }

  expect(costOf(use, PRICE)).toBe(10 * 500)
})

test('the most is of the dearest model and the dearest class, rounded up', () => {
  const prices = { dear: [PRICE], cheap: [{ version: 1, effectiveFromMs: 0, prompt: 1, completion: 1 }] }
  const bound = { promptTokens: 10, completionTokens: 5 }

  expect(mostOf({ ...bound, models: ['cheap', 'dear'] }, prices, 0)).toBe(10 * 2_500 + 5 * 10_000)
  expect(mostOf({ ...bound, models: ['cheap'] }, prices, 0)).toBe(1)
  expect(mostOf({ ...bound, models: ['cheap', 'unknown'] }, prices, 0)).toBeUndefined()
})

test('a price holds from its moment on until the next one', () => {
  const later = { ...PRICE, version: 2, effectiveFromMs: 100 }

  expect(priceAt({ m: [PRICE, later] }, 'm', 99)?.version).toBe(1)
  expect(priceAt({ m: [PRICE, later] }, 'm', 100)?.version).toBe(2)
  expect(priceAt({ m: [later] }, 'm', 99)).toBeUndefined()
  expect(priceAt({}, 'm', 0)).toBeUndefined()
})

test.each([
  ['5', 5_000_000_000, '5.00'],
  ['0.000001', 1_000, '0.000001'],
  ['0.10', 100_000_000, '0.10'],
  ['999999.999999', 999_999_999_999_000, '999999.999999'],
  ['0', 0, '0.00'],
])('%s dollars are %i nano-dollars, written %s', (written, nano, shown) => {
  expect(nanoDollarsOf(written)).toBe(nano)
  expect(dollarsOf(nano)).toBe(shown)
})

test.each(['', '-1', '1e3', '1.', '.5', '1,5'])('%j is no amount', (text) => {
  expect(() => nanoDollarsOf(text)).toThrow(RangeError)
})
