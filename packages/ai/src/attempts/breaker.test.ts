import { expect, test } from 'vitest'

import { Breaker, type Trial } from './breaker.ts'

/** Lets requests of these tenants fail, one after the other. */
function fail(breaker: Breaker, tenants: readonly string[], nowMs = 0): void {
  for (const tenantId of tenants) breaker.enter('m', tenantId, nowMs)?.failed(nowMs)
}
const five = (tenantId: string) => Array.from({ length: 5 }, () => tenantId)
const ALL = ['a', 'b', 'c', 'a', 'b']
const enter = (breaker: Breaker, tenantId: string, nowMs: number): Trial => {
  const trial = breaker.enter('m', tenantId, nowMs)
  if (trial === undefined) throw new Error('the circuit is open')
  return trial
}

test('five failed requests of one tenant keep that tenant from that model, and nobody else', () => {
  const breaker = new Breaker()
  fail(breaker, five('a').slice(1))
  expect(breaker.enter('m', 'a', 0)).toBeDefined()
  fail(breaker, ['a'])

  expect(breaker.enter('m', 'a', 0)).toBeUndefined()
  expect(breaker.enter('other', 'a', 0)).toBeDefined()
  expect(breaker.enter('m', 'b', 0)).toBeDefined()
})

test('three tenants that fail open the circuit for everybody', () => {
  const breaker = new Breaker()
  fail(breaker, ALL)

  expect(breaker.enter('m', 'stranger', 0)).toBeUndefined()
})

test('a request counts once, by its first report', () => {
  const breaker = new Breaker()
  const trial = enter(breaker, 'a', 0)
  for (let i = 0; i < 9; i++) trial.failed(0)
  trial.succeeded(0)
  fail(breaker, five('a').slice(2))

  expect(breaker.enter('m', 'a', 0)).toBeDefined()
})

test('what says nothing about the model is no evidence, however often', () => {
  const breaker = new Breaker()
  for (let i = 0; i < 100; i++) enter(breaker, 'a', 0).ended()
  fail(breaker, five('a').slice(1))

  expect(breaker.enter('m', 'a', 0)).toBeDefined()
})

test('after five seconds it lets a few through, and says how long that is', () => {
  const breaker = new Breaker()
  fail(breaker, ALL, 1_000)

  expect(breaker.waitMs('m', 'a', 2_000)).toBe(4_000)
  expect(breaker.enter('m', 'a', 5_999)).toBeUndefined()
  const entered = [1, 2, 3, 4].map(() => breaker.enter('m', 'a', 6_000))
  expect(entered.map((trial) => trial !== undefined)).toEqual([true, true, true, false])
})

test('the first of them that succeeds, or starts to answer, closes the circuit', () => {
  for (const end of ['succeeded', 'started'] as const) {
    const breaker = new Breaker()
    fail(breaker, ALL)
    const [poisoned, good] = [enter(breaker, 'a', 5_000), enter(breaker, 'b', 5_000)]
    poisoned.failed(5_000)
    good[end](5_000)

    for (let i = 0; i < 9; i++) expect(breaker.enter('m', 'c', 5_000)).toBeDefined()
    fail(breaker, ['a', 'b'], 5_000)
    expect(breaker.enter('m', 'c', 5_000)).toBeDefined()
  }
})

test('when all of them fail it stays open for five more seconds', () => {
  const breaker = new Breaker()
  fail(breaker, ALL)
  fail(breaker, ['a', 'b', 'c'], 5_100)

  expect(breaker.enter('m', 'a', 10_099)).toBeUndefined()
  expect(breaker.enter('m', 'a', 10_100)).toBeDefined()
})

test('one that says nothing makes room for another', () => {
  const breaker = new Breaker()
  fail(breaker, ALL)
  for (let i = 0; i < 9; i++) enter(breaker, 'a', 5_000).ended()

  expect(breaker.enter('m', 'a', 5_000)).toBeDefined()
})

test('a tenant alone is let back in the same way', () => {
  const breaker = new Breaker()
  fail(breaker, five('a'))
  expect(breaker.enter('m', 'a', 4_999)).toBeUndefined()
  enter(breaker, 'a', 5_000).succeeded(5_000)

  for (let i = 0; i < 9; i++) expect(breaker.enter('m', 'a', 5_000)).toBeDefined()
})
