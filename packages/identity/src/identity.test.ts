import type { KeyRecord } from '@bulkhead/contracts/record/tenant-record'
import { expect, test } from 'vitest'

import { proofErrorOf } from './prove-key.ts'
import { rightsErrorOf } from './rights.ts'

const NOW = 1_000_000
const GOOD = 'a'.repeat(64)
const BEFORE = 'b'.repeat(64)
const KEY: KeyRecord = { keyId: 'abcdefghijkl', sha256: GOOD, scopes: ['chat'], status: 'active' }
const proof = (key: KeyRecord | undefined, sha256 = GOOD, clientIp = '192.0.2.1') =>
  proofErrorOf(key, { sha256, clientIp }, NOW)?.code

test.each([
  ['a good key', KEY, GOOD, undefined],
  ['no such key', undefined, GOOD, 'api_key_invalid'],
  ['no such key, asked with the digest that nothing has', undefined, '0'.repeat(64), 'api_key_invalid'],
  ['no secret before this one', KEY, '0'.repeat(64), 'api_key_invalid'],
  ['another secret', KEY, BEFORE, 'api_key_invalid'],
  ['a secret that differs in its last digit', KEY, `${'a'.repeat(63)}b`, 'api_key_invalid'],
  ['a shorter digest', KEY, 'a'.repeat(63), 'api_key_invalid'],
  ['revoked', { ...KEY, status: 'revoked' as const }, GOOD, 'api_key_invalid'],
  ['not yet', { ...KEY, notBeforeMs: NOW + 1 }, GOOD, 'api_key_invalid'],
  ['from now on', { ...KEY, notBeforeMs: NOW }, GOOD, undefined],
  ['expired', { ...KEY, expiresMs: NOW }, GOOD, 'api_key_expired'],
  ['not yet expired', { ...KEY, expiresMs: NOW + 1 }, GOOD, undefined],
  ['expired, with a wrong secret', { ...KEY, expiresMs: NOW }, BEFORE, 'api_key_invalid'],
  [
    'the secret before, in its grace',
    { ...KEY, previous: { sha256: BEFORE, expiresMs: NOW + 1 } },
    BEFORE,
    undefined,
  ],
  [
    'the secret before, after it',
    { ...KEY, previous: { sha256: BEFORE, expiresMs: NOW } },
    BEFORE,
    'api_key_invalid',
  ],
  [
    'the secret before of a revoked key',
    { ...KEY, status: 'revoked' as const, previous: { sha256: BEFORE, expiresMs: NOW + 1 } },
    BEFORE,
    'api_key_invalid',
  ],
  ['from an address of its own', { ...KEY, allowedIps: ['192.0.2.0/24'] }, GOOD, undefined],
  ['from another address', { ...KEY, allowedIps: ['198.51.100.0/24'] }, GOOD, 'api_key_invalid'],
])('%s', (_, key, sha256, expected) => {
  expect(proof(key, sha256)).toBe(expected)
})

const CONFIG = { id: 'acme', hostnames: ['acme.example'], status: 'active' as const }
const rights = (
  config: typeof CONFIG | { status: 'suspended' },
  named: object,
  scopes: readonly 'chat'[] | readonly 'search'[],
) =>
  rightsErrorOf({ ...CONFIG, ...config }, KEY, {
    credentials: { keyId: KEY.keyId, sha256: GOOD, clientIp: '::1', named },
    scopes,
  })

test.each([
  ['names nothing', {}, undefined],
  ['names itself twice', { tenantId: 'acme', hostname: 'acme.example' }, undefined],
  ['names another', { tenantId: 'globex' }, 'tenant_mismatch'],
  ['names another by one of two', { tenantId: 'acme', hostname: 'globex.example' }, 'tenant_mismatch'],
  ['names nobody', { tenantId: '' }, 'tenant_mismatch'],
])('%s', (_, named, expected) => {
  expect(rights(CONFIG, named, ['chat'])?.code).toBe(expected)
})

test('a mismatch comes before suspension, and that before a missing scope', () => {
  expect(rights({ status: 'suspended' }, { tenantId: 'x' }, ['search'])?.code).toBe('tenant_mismatch')
  expect(rights({ status: 'suspended' }, {}, ['search'])?.code).toBe('tenant_suspended')
  expect(rights(CONFIG, {}, ['search'])).toMatchObject({
    code: 'scope_insufficient',
    details: { required: ['search'] },
  })
})
