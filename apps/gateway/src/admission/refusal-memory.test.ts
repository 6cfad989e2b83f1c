import { expect, test } from 'vitest'

import { RefusalMemory } from './refusal-memory.ts'

const refusal = (retryAfterMs: number) => ({ ok: false, code: 'rate_limited', retryAfterMs }) as const

test('recalls a refusal until its time, with what is left of it', () => {
  const memory = new RefusalMemory(10)
  memory.remember('hooli', refusal(1_000), 5_000)

  expect(memory.recall('hooli', 5_400)?.retryAfterMs).toBe(600)
  expect(memory.recall('hooli', 6_000)).toBeUndefined()
  expect(memory.recall('hooli', 5_400)).toBeUndefined()
})

test('remembers nothing but request limits: a budget may be given back at any time', () => {
  const memory = new RefusalMemory(10)
  memory.remember('tyrell', { ok: false, code: 'budget_in_flight', retryAfterMs: 1_000 }, 0)

  expect(memory.recall('tyrell', 1)).toBeUndefined()
})

test('stays bounded and forgets the least recently used', () => {
  const memory = new RefusalMemory(2)
  memory.remember('a', refusal(1_000), 0)
  memory.remember('b', refusal(1_000), 0)
  memory.recall('a', 1)
  memory.remember('c', refusal(1_000), 0)

  expect(memory.recall('b', 1)).toBeUndefined()
  expect(memory.recall('a', 1)).toBeDefined()
  expect(memory.recall('c', 1)).toBeDefined()
})
