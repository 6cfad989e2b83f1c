import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { HINT_KEPT_MS, MAX_HINTS_ASKED } from '../limits.ts'
import { Hints } from './hints.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A Registry that knows acme, and counts. */
function registry() {
  const asked: unknown[] = []
  const hint = async (ask: { tenantId?: string }) => {
    asked.push(ask)
    return { ok: true as const, value: { known: ask.tenantId === 'acme' } }
  }
  return { asked, hint }
}

test('what the Registry says is remembered for a minute, and not for longer', async () => {
  const control = registry()
  const hints = new Hints()
  const ask = () => hints.isKnown(control, { tenantId: 'acme' })

  expect([await ask(), await ask()]).toEqual([true, true])
  expect(control.asked).toHaveLength(1)
  vi.advanceTimersByTime(HINT_KEPT_MS)
  await ask()
  expect(control.asked).toHaveLength(2)
})

test('an answer is for one name of one kind', async () => {
  const control = registry()
  const hints = new Hints()
  await hints.isKnown(control, { tenantId: 'acme' })

  expect(await hints.isKnown(control, { hostname: 'acme' })).toBe(false)
  expect(control.asked).toHaveLength(2)
})

test('what can be no name is not asked for', async () => {
  const control = registry()
  const hints = new Hints()

  expect(await hints.isKnown(control, { origin: 'x'.repeat(301) })).toBe(false)
  expect(await hints.isKnown(control, { tenantId: '' })).toBe(false)
  expect(control.asked).toEqual([])
})

test('a Registry that fails says nothing, and is asked again', async () => {
  const hints = new Hints()
  const failing = { hint: () => Promise.reject(new Error('down')) }

  await expect(hints.isKnown(failing, { tenantId: 'acme' })).rejects.toMatchObject({
    code: 'service_unavailable',
  })
  expect(await hints.isKnown(registry(), { tenantId: 'acme' })).toBe(true)
})

test('names that somebody makes up take only so much of its time', async () => {
  const hints = new Hints()
  const never = { hint: () => new Promise<never>(() => undefined) }
  for (let at = 0; at < MAX_HINTS_ASKED; at += 1) {
    void hints.isKnown(never, { origin: `https://${at}` }).catch(() => undefined)
  }

  await expect(hints.isKnown(never, { origin: 'https://more' })).rejects.toMatchObject({
    code: 'service_unavailable',
  })
})
