import { describe, expect, test } from 'vitest'

import { FaultSwitch } from './fault-switch.ts'
import { parseFault } from './fault.ts'

const hits = (faults: FaultSwitch, calls: number) =>
  Array.from({ length: calls }, () => faults.take('ai')?.mode ?? 'none')

test('a counted fault hits that many calls and is gone', () => {
  const faults = new FaultSwitch()
  faults.set({ target: 'ai', mode: 'error', count: 2 })

  expect(hits(faults, 4)).toEqual(['error', 'error', 'none', 'none'])
})

test('a fault without a count stays until it is cleared', () => {
  const faults = new FaultSwitch()
  faults.set({ target: 'ai', mode: 'quota' })

  expect(hits(faults, 3)).toEqual(['quota', 'quota', 'quota'])
  faults.clear()
  expect(hits(faults, 1)).toEqual(['none'])
})

test("a new fault replaces the target's old one, count and all", () => {
  const faults = new FaultSwitch()
  faults.set({ target: 'ai', mode: 'error', count: 1 })
  faults.set({ target: 'ai', mode: 'slow', count: 2 })

  expect(hits(faults, 3)).toEqual(['slow', 'slow', 'none'])
})

test('one target can be healed alone', () => {
  const faults = new FaultSwitch()
  faults.set({ target: 'ai', mode: 'error' })
  faults.set({ target: 'r2', mode: 'error' })
  faults.clear('ai')

  expect(hits(faults, 1)).toEqual(['none'])
  expect(faults.take('r2')?.mode).toBe('error')
})

test('targets know nothing of each other', () => {
  const faults = new FaultSwitch()
  faults.set({ target: 'vectorize', mode: 'error', status: 503 })

  expect(faults.take('ai')).toBeUndefined()
  expect(faults.take('vectorize')).toEqual({ mode: 'error', status: 503 })
})

test("one tenant's fault passes the others by and is not used up by them", () => {
  const faults = new FaultSwitch()
  faults.set({ target: 'worker:rag', mode: 'error', tenantId: 'stark', count: 1 })

  expect(faults.take('worker:rag', { tenantId: 'wonka' })).toBeUndefined()
  expect(faults.take('worker:rag')).toBeUndefined()
  expect(faults.take('worker:rag', { tenantId: 'stark' })?.mode).toBe('error')
})

test('a fault may let some calls pass, and hit one method or all models of a name', () => {
  const faults = new FaultSwitch()
  faults.set({ target: 'storage:Corpus', mode: 'abort', method: 'alarm', after: 1, count: 1 })
  faults.set({ target: 'ai', mode: 'error', model: '@cf/atlas*' })
  const corpus = (method: string) => faults.take('storage:Corpus', { method })?.mode

  expect([corpus('alarm'), corpus('list'), corpus('alarm'), corpus('alarm')]).toEqual([
    undefined,
    undefined,
    'abort',
    undefined,
  ])
  expect(faults.take('ai', { model: '@cf/atlas-fallback' })?.mode).toBe('error')
  expect(faults.take('ai', { model: '@cf/boreas' })).toBeUndefined()
  expect(faults.take('ai')).toBeUndefined()
})

test('who asks for other modes does not use a fault up', () => {
  const faults = new FaultSwitch()
  faults.set({ target: 'storage:Corpus', mode: 'quota', count: 1 })

  expect(faults.take('storage:Corpus', {}, ['abort'])).toBeUndefined()
  expect(faults.take('storage:Corpus', {}, ['quota'])?.mode).toBe('quota')
})

describe('a fault that comes over a binding', () => {
  test.each([
    { target: 'disk', mode: 'error' },
    { target: 'storage:Nothing', mode: 'error' },
    { target: 'ai', mode: 'explode' },
    { target: 'ai', mode: 'error', count: 0 },
    { target: 'ai', mode: 'error', status: 200 },
    { target: 'ai', mode: 'error', extra: 1 },
    { target: 'ai', mode: 'error', tenantId: 'stark' },
    { target: 'kv', mode: 'error', model: 'any' },
    { target: 'r2', mode: 'error', method: 'get' },
    { target: 'clock', mode: 'slow' },
  ])('refuses %j', (fault) => {
    expect(() => parseFault(fault)).toThrow(/^not a fault: /)
  })

  test('says which modes a target knows', () => {
    expect(() => parseFault({ target: 'worker:chat', mode: 'stale' })).toThrow(
      'worker:chat supports error, timeout, slow, malformed, cut, late',
    )
  })
})
