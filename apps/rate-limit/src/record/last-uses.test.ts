import { expect, test } from 'vitest'

import { LastUses } from './last-uses.ts'

test('says after a sleep where the tenant stands, whatever is known of its uses', () => {
  const map = new Map<string, number>()
  const uses = new LastUses(() => map)

  expect(uses.hasNews).toBe(true)
  expect(uses.take()).toEqual([])
  expect(uses.hasNews).toBe(false)
})

test('notes the last use of each key, and ends of answers, until they are taken', () => {
  const map = new Map<string, number>()
  const uses = new LastUses(() => map)
  expect(uses.isNoted).toBe(false)

  uses.note('k1', 1)
  uses.note('k2', 2)
  uses.note('k1', 3)
  expect(uses.isNoted).toBe(true)
  expect(uses.take()).toEqual([
    { keyId: 'k1', atMs: 3 },
    { keyId: 'k2', atMs: 2 },
  ])
  expect(uses.isNoted).toBe(false)
  uses.noteEnded()
  expect(uses.isNoted).toBe(true)
})
