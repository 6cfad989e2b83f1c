import { expect, test } from 'vitest'

import { MAX_TURN_MS, TURNS_AT_ONCE } from '../limits.ts'
import { TenantTurns } from './tenant-turns.ts'

const NOW = 1_000_000

test('a message that was queued before its tenant handed on costs nothing; a newer one gets a turn', () => {
  const turns = new TenantTurns()
  turns.begin('flood', NOW, NOW)?.(true, NOW + 5_000)

  expect(turns.begin('flood', NOW + 1_000, NOW + 5_001)).toBeUndefined()
  expect(turns.begin('flood', NOW + 5_001, NOW + 5_001)).toBeDefined()
  expect(turns.begin('quiet', NOW + 1_000, NOW + 5_001)).toBeDefined()
})

test('a turn that could not hand on makes no message worthless', () => {
  const turns = new TenantTurns()
  turns.begin('flood', NOW, NOW)?.(false, NOW + 5_000)

  expect(turns.begin('flood', NOW, NOW + 5_001)).toBeDefined()
})

test('a tenant has few turns at once, and one that never ends is forgotten', () => {
  const turns = new TenantTurns()
  for (let at = 0; at < TURNS_AT_ONCE; at++) expect(turns.begin('flood', NOW, NOW)).toBeDefined()

  expect(turns.begin('flood', NOW, NOW)).toBeUndefined()
  expect(turns.begin('flood', NOW, NOW + MAX_TURN_MS + 1)).toBeDefined()
})

/** What a first come, first served queue gives: ten messages at a time. */
function order(messages: { tenantId: string; sentMs: number }[], waiting: Map<string, number>): string[] {
  const turns = new TenantTurns()
  const worked: string[] = []
  for (let nowMs = NOW; messages.length > 0; nowMs += 2_000) {
    for (let end: ReturnType<TenantTurns['begin']>; end === undefined && messages.length > 0;) {
      const [first] = messages.splice(0, 10)
      end = first && turns.begin(first.tenantId, first.sentMs, nowMs)
      if (first === undefined || end === undefined) continue
      worked.push(first.tenantId)
      const left = (waiting.get(first.tenantId) ?? 0) - 10
      waiting.set(first.tenantId, left)
      end(true, nowMs + 1_500)
      const { tenantId } = first
      if (left > 0) messages.push(...Array.from({ length: 10 }, () => ({ tenantId, sentMs: nowMs + 1_500 })))
    }
  }
  return worked
}

test('behind a thousand documents of one tenant, another has its turn second', () => {
  const flood = Array.from({ length: 1_000 }, () => ({ tenantId: 'flood', sentMs: NOW - 10 }))
  const quiet = Array.from({ length: 10 }, () => ({ tenantId: 'quiet', sentMs: NOW - 5 }))

  const worked = order([...flood, ...quiet], new Map([['flood', 1_000]]))

  expect(worked.indexOf('quiet')).toBe(1)
  expect(worked.filter((tenantId) => tenantId === 'flood')).toHaveLength(100)
})
