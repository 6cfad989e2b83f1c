import { expect, test } from 'vitest'

import { noteRequestLimit, pacedMs } from './pace.ts'

test('looking takes a twentieth of a tenant’s request limit at most, by what was last said of it', () => {
  expect(pacedMs(4_000)).toBe(4_000)

  noteRequestLimit(6)
  expect(pacedMs(4_000)).toBe(200_000)

  noteRequestLimit(6_000)
  noteRequestLimit(undefined)
  expect(pacedMs(4_000)).toBe(4_000)
})
