import { expect, test } from 'vitest'

import { Faults, parseFault } from './faults.ts'

const hits = (faults: Faults, calls: number) =>
  Array.from({ length: calls }, () => faults.take('ai')?.mode ?? 'none')

test('a counted fault hits that many calls and is gone', () => {
  const faults = new Faults()
  faults.set({ target: 'ai', mode: 'error', count: 2 })

  expect(hits(faults, 4)).toEqual(['error', 'error', 'none', 'none'])
})

test('a fault without a count stays until it is cleared', () => {
  const faults = new Faults()
  faults.set({ target: 'ai', mode: 'quota' })

  expect(hits(faults, 3)).toEqual(['quota', 'quota', 'quota'])
  faults.clear()
  expect(hits(faults, 1)).toEqual(['none'])
})

test("a new fault replaces the target's old one, count and all", () => {
  const faults = new Faults()
  faults.set({ target: 'ai', mode: 'error', count: 1 })
  faults.set({ target: 'ai', mode: 'slow', count: 2 })

  expect(hits(faults, 3)).toEqual(['slow', 'slow', 'none'])
})

test('targets know nothing of each other', () => {
  const faults = new Faults()
  faults.set({ target: 'vectorize', mode: 'error', status: 503 })

  expect(faults.take('ai')).toBeUndefined()
  expect(faults.take('vectorize')).toEqual({ mode: 'error', status: 503 })
})

test.each([
  { target: 'kv', mode: 'error' },
  { target: 'ai', mode: 'explode' },
  { target: 'ai', mode: 'error', count: 0 },
  { target: 'ai', mode: 'error', status: 200 },
  { target: 'ai', mode: 'error', extra: 1 },
])('refuses %j', (fault) => {
  expect(() => parseFault(fault)).toThrow(/^not a fault: /)
})
