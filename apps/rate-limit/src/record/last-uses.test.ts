import { expect, test } from 'vitest'

import { LastUses } from './last-uses.ts'

test('says after a sleep where the tenant stands, whatever is known of its uses', () => {
  const uses = new LastUses()

  expect(uses.hasNews).toBe(true)
  expect(uses.take()).toEqual([])
  expect(uses.hasNews).toBe(false)
})

test('the first use since a report is the one that a report waits for', () => {
  const uses = new LastUses()

  expect([uses.note('k1', 1), uses.note('k2', 2), uses.noteSettled()]).toEqual([true, false, false])
  expect(uses.take()).toEqual([
    { keyId: 'k1', atMs: 1 },
    { keyId: 'k2', atMs: 2 },
  ])
  expect(uses.noteSettled()).toBe(true)
})
