import type { CreateKey } from '@bulkhead/contracts/http/admin/keys'
import { expect, test } from 'vitest'

import { heldTo, requireWithin } from './within-key.ts'

const NARROW: CreateKey = {
  scopes: ['chat', 'keys:write'],
  models: ['a'],
  limits: { tokensPerDay: 100, spendPerDay: '5.00', requestsPerMinute: 10, burst: 2 },
  allowedIps: ['192.0.2.0/24', '2001:db8::/32'],
  expiresAt: '2030-01-01T00:00:00Z',
}

test('what is left out is as the asking key has it', () => {
  const wish = heldTo(NARROW, { scopes: ['chat'], limits: { tokensPerDay: 50 } })

  expect(wish).toEqual({
    ...NARROW,
    scopes: ['chat'],
    limits: { ...NARROW.limits, tokensPerDay: 50 },
  })
  expect(() => requireWithin(NARROW, wish)).not.toThrow()
})

test('a key without bounds gives none', () => {
  const wish: CreateKey = { scopes: ['chat'], limits: { tokensPerMonth: 7 } }

  expect(heldTo({ scopes: ['chat'] }, wish)).toEqual(wish)
  expect(() => requireWithin({ scopes: ['chat'] }, wish)).not.toThrow()
})

test.each([
  ['another model', { models: ['a', 'b'] }, 'models.1'],
  ['more tokens', { limits: { tokensPerDay: 101 } }, 'limits.tokensPerDay'],
  ['more money, though a shorter text', { limits: { spendPerDay: '10' } }, 'limits.spendPerDay'],
  ['more requests', { limits: { requestsPerMinute: 11, burst: 1 } }, 'limits.requestsPerMinute'],
  ['a greater burst', { limits: { requestsPerMinute: 1, burst: 3 } }, 'limits.burst'],
  ['another address', { allowedIps: ['192.0.3.1'] }, 'allowedIps.0'],
  ['a wider range', { allowedIps: ['192.0.2.7', '192.0.2.0/23'] }, 'allowedIps.1'],
  ['every address', { allowedIps: ['::/0'] }, 'allowedIps.0'],
  ['a later end', { expiresAt: '2030-01-01T00:00:01Z' }, 'expiresAt'],
])('%s is refused', (_, more, path) => {
  const wish = heldTo(NARROW, { scopes: ['chat'], ...more })

  expect(() => requireWithin(NARROW, wish)).toThrow(
    expect.objectContaining({ code: 'invalid_request', details: [expect.objectContaining({ path })] }),
  )
})

test('a key that has no bounds is beyond one that has', () => {
  expect(() => requireWithin(NARROW, { scopes: ['chat'] })).toThrow(
    expect.objectContaining({
      details: [
        'models',
        'limits.requestsPerMinute',
        'limits.burst',
        'limits.tokensPerDay',
        'limits.spendPerDay',
        'allowedIps',
        'expiresAt',
      ].map((path) => expect.objectContaining({ path })),
    }),
  )
})

test('a scope that the asking key lacks is named', () => {
  expect(() => requireWithin(NARROW, { ...NARROW, scopes: ['chat', 'search'] })).toThrow(
    expect.objectContaining({ code: 'scope_insufficient', details: { required: ['search'] } }),
  )
})
