import { expect, test } from 'vitest'

import type { KeyView } from '../../records/keys.ts'
import { keysOn, stateOf } from './key-state.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const key: KeyView = {
  id: 'abcdefghijkl',
  tenantId: 'acme',
  status: 'active',
  scopes: ['chat'],
  managedBy: 'api',
  version: 1,
  createdAt: '2026-11-01T00:00:00Z',
  createdBy: 'op_1',
  updatedAt: '2026-11-01T00:00:00Z',
}

test.each([
  [{}, 'active'],
  [{ status: 'revoked' as const }, 'revoked'],
  [{ expiresAt: '2026-11-29T11:59:59Z' }, 'expired'],
  [{ notBefore: '2026-12-01T00:00:00Z' }, 'scheduled'],
  [{ previousExpiresAt: '2026-11-30T00:00:00Z' }, 'rotating'],
])('a key with %j is %s', (changed, state) => {
  expect(stateOf({ ...key, ...changed }, NOW)).toBe(state)
})

test('counts an unused key as idle from its creation on', () => {
  const old = { ...key, id: 'old', createdAt: '2026-08-01T00:00:00Z' }
  const used = { ...old, id: 'used', lastUsedAt: '2026-11-28T00:00:00Z' }

  expect(keysOn('idle', [key, old, used], NOW).map(({ id }) => id)).toEqual(['old'])
})

test('revoked keys are on no card', () => {
  expect(keysOn('never-expires', [{ ...key, status: 'revoked' }], NOW)).toEqual([])
})
