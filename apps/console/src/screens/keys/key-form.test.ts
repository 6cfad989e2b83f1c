import { expect, test } from 'vitest'

import { NEW_KEY, wishOf } from './key-form.ts'

const NOW = Date.parse('2026-11-29T00:00:00Z')

test('asks for what was filled in alone', () => {
  expect(wishOf({ ...NEW_KEY, expiry: 'never', scopes: ['chat'] }, NOW)).toEqual({ scopes: ['chat'] })
})

test('reads limits, addresses and the expiry', () => {
  const form = {
    ...NEW_KEY,
    name: ' ci ',
    expiry: '30',
    tokensPerDay: '500',
    allowedIps: '192.0.2.1, ::1',
  } as const

  expect(wishOf(form, NOW)).toMatchObject({
    name: 'ci',
    expiresAt: '2026-12-29T00:00:00.000Z',
    limits: { tokensPerDay: 500 },
    allowedIps: ['192.0.2.1', '::1'],
  })
})
