import { estimatePromptTokens } from '@bulkhead/ai/estimate-tokens'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { contextWindow } from './context-window.ts'

const exchange = (name: string, words = 10) => ({
  question: `q-${name}`,
  answer: `a-${name} ${'word '.repeat(words)}`,
})
const names = (exchanges: readonly { question: string }[]) => exchanges.map(({ question }) => question)

test('keeps whole exchanges, the newest ones, oldest first', () => {
  const newestFirst = [exchange('3'), exchange('2'), exchange('1')]

  const all = contextWindow(newestFirst, 10_000)
  const some = contextWindow(newestFirst, 120)

  expect(names(all.exchanges)).toEqual(['q-1', 'q-2', 'q-3'])
  expect(all.isTruncated).toBe(false)
  expect(names(some.exchanges)).toEqual(['q-2', 'q-3'])
  expect(some.isTruncated).toBe(true)
})

test('one exchange that does not fit ends the window, so that no hole is left', () => {
  const { exchanges } = contextWindow([exchange('3'), exchange('2', 5_000), exchange('1')], 500)

  expect(names(exchanges)).toEqual(['q-3'])
})

test('leaves out questions that were never answered', () => {
  const { exchanges, isTruncated } = contextWindow([{ question: 'lost', answer: '' }, exchange('1')], 500)

  expect(names(exchanges)).toEqual(['q-1'])
  expect(isTruncated).toBe(false)
})

test('reads no further than it needs', () => {
  let read = 0
  function* endless() {
    for (;;) {
      read += 1
      yield exchange(String(read))
    }
  }

  contextWindow(endless(), 500)

  expect(read).toBeLessThan(20)
})

test('whatever was said, the window is the newest answered exchanges, whole, in order, within the budget, and as many as fit', () => {
  const said = fc.record({
    question: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
    answer: fc.oneof(fc.constant(''), fc.string({ unit: 'grapheme', maxLength: 400 })),
  })
  const costOf = (all: readonly { question: string; answer: string }[]) =>
    all.reduce((sum, { question, answer }) => sum + estimatePromptTokens([question, answer]), 0)
  fc.assert(
    fc.property(fc.array(said, { maxLength: 20 }), fc.nat(600), (newestFirst, budgetTokens) => {
      const answered = newestFirst.filter(({ answer }) => answer !== '')

      const { exchanges, isTruncated } = contextWindow(newestFirst, budgetTokens)

      const kept = answered.slice(0, exchanges.length)
      expect(exchanges.toReversed()).toEqual(kept)
      expect(costOf(kept)).toBeLessThanOrEqual(budgetTokens)
      expect(isTruncated).toBe(exchanges.length < answered.length)
      expect(!isTruncated || costOf(answered.slice(0, exchanges.length + 1)) > budgetTokens).toBe(true)
    }),
  )
})
