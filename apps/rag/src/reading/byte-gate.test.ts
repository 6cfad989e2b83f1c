import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'

import { ByteGate } from './byte-gate.ts'

const FOREVER_MS = 60_000

/** Work that a test ends when it likes. */
function errand() {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  return { work: () => promise, end: () => resolve(undefined), fail: reject }
}

/** All that can happen without somebody ending an errand has happened. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('never holds more than its limit, and lets everybody in, in turn', async () => {
  const weights = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(weights, fc.infiniteStream(fc.nat()), async (bytes, choices) => {
      const gate = new ByteGate(10, FOREVER_MS)
      const inside: { at: number; end: () => void }[] = []
      const entered: number[] = []
      const all = bytes.map((weight, at) => {
        const { work, end } = errand()
        return gate.through(weight, () => {
          inside.push({ at, end })
          entered.push(at)
          return work()
        })
      })
      for (let left = bytes.length; left > 0; left--) {
        await settle()
        const held = inside.reduce((sum, { at }) => sum + Math.min(bytes[at]!, 10), 0)
        expect(held).toBeLessThanOrEqual(10)
        expect(inside.length).toBeGreaterThan(0)
        const [gone] = inside.splice(choices.next().value! % inside.length, 1)
        gone!.end()
      }
      await Promise.all(all)
      expect(entered).toEqual(bytes.map((_, at) => at))
    }),
    { numRuns: 50 },
  )
})

test('work that fails makes room all the same', async () => {
  const gate = new ByteGate(10, FOREVER_MS)

  await expect(gate.through(10, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')

  expect(await gate.through(10, () => Promise.resolve('in'))).toBe('in')
})

test('whoever has waited for too long goes in, and those behind keep their turn', async () => {
  const gate = new ByteGate(10, 20)
  const stuck = errand()
  const never = gate.through(10, stuck.work)

  expect(await gate.through(6, () => Promise.resolve('in'))).toBe('in')

  const second = errand()
  const next = gate.through(10, second.work)
  stuck.end()
  second.end()
  await Promise.all([never, next])
  expect(await gate.through(10, () => Promise.resolve('free'))).toBe('free')
})

test('whoever was ended inside without a word stops counting, and its late end takes nothing from others', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const gate = new ByteGate(10, FOREVER_MS)
    const lost = errand()
    const late = gate.through(10, lost.work)
    await settle()

    vi.setSystemTime(Date.now() + FOREVER_MS)
    const stays = errand()
    const inside = gate.through(6, stays.work)
    expect(await gate.through(4, () => Promise.resolve('in'))).toBe('in')
    lost.end()
    await late

    let isIn = false
    const waits = gate.through(6, async () => void (isIn = true))
    await settle()
    expect(isIn).toBe(false)
    stays.end()
    await Promise.all([inside, waits])
    expect(isIn).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
