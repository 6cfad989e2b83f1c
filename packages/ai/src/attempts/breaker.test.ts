import { expect, test } from 'vitest'

import { Breaker } from './breaker.ts'

function opened(): Breaker {
  const breaker = new Breaker()
  for (let i = 0; i < 5; i++) breaker.failed('m', 1_000)
  return breaker
}

test('opens after five failures in a row and not before', () => {
  const breaker = new Breaker()
  for (let i = 0; i < 4; i++) breaker.failed('m', 0)

  expect(breaker.enter('m', 0)).toBe(true)
  breaker.failed('m', 0)
  expect(breaker.enter('m', 0)).toBe(false)
  expect(breaker.enter('other', 0)).toBe(true)
})

test('a success in between starts the count anew', () => {
  const breaker = new Breaker()
  for (let i = 0; i < 4; i++) breaker.failed('m', 0)
  breaker.succeeded('m')
  for (let i = 0; i < 4; i++) breaker.failed('m', 0)

  expect(breaker.enter('m', 0)).toBe(true)
})

test('lets exactly one through after five seconds, and says how long that is', () => {
  const breaker = opened()

  expect(breaker.waitMs('m', 2_000)).toBe(4_000)
  expect(breaker.enter('m', 5_999)).toBe(false)
  expect(breaker.enter('m', 6_000)).toBe(true)
  expect(breaker.enter('m', 6_000)).toBe(false)
})

test('the one that went through decides: success closes, failure opens for five more seconds', () => {
  const good = opened()
  good.enter('m', 6_000)
  good.succeeded('m')
  const bad = opened()
  bad.enter('m', 6_000)
  bad.failed('m', 6_100)

  expect([good.enter('m', 6_000), good.enter('m', 6_000)]).toEqual([true, true])
  expect([bad.enter('m', 11_099), bad.enter('m', 11_100)]).toEqual([false, true])
})

test('a probe that tells nothing leaves room for the next', () => {
  const breaker = opened()
  breaker.enter('m', 6_000)
  breaker.unknown('m')

  expect(breaker.enter('m', 6_000)).toBe(true)
})

test('a first token lets others in at once, but one more failure opens again', () => {
  const breaker = opened()
  breaker.enter('m', 6_000)
  breaker.started('m')

  expect(breaker.enter('m', 6_000)).toBe(true)
  breaker.failed('m', 6_000)
  expect(breaker.enter('m', 6_000)).toBe(false)
})
