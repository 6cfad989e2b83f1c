import { createApiKey, hashApiKey, keyIdOf } from '@bulkhead/tenant-schema/api-key'
import { describe, expect, test } from 'vitest'

import { TenantDirectory } from '../tenants/tenant-directory.ts'
import { identify } from './identify.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')

const KEYS = { alpha: createApiKey(), beta: createApiKey(), expired: createApiKey() }

async function tenant(id: string, keys: { key: string; expiresAt?: string }[]) {
  return {
    id,
    name: id,
    status: 'active',
    tier: 'standard',
    hostnames: [`${id}.example`],
    apiKeys: await Promise.all(
      keys.map(async ({ key, expiresAt }) => ({
        id: keyIdOf(key),
        sha256: await hashApiKey(key),
        scopes: ['chat'],
        ...(expiresAt === undefined ? {} : { expiresAt }),
      })),
    ),
    chat: { model: 'm' },
    rateLimit: { requestsPerMinute: 60, burst: 10 },
    budget: { tokensPerDay: 1000 },
  }
}

const directory = new TenantDirectory([
  await tenant('alpha', [{ key: KEYS.alpha }, { key: KEYS.expired, expiresAt: '2026-11-24T11:59:59Z' }]),
  await tenant('beta', [{ key: KEYS.beta }]),
])

async function codeFor(headers: Record<string, string>, hostname = 'localhost'): Promise<string> {
  try {
    const record = await identify(directory, {
      platformHostnames: ['localhost'],
      hostname,
      headers: new Headers(headers),
      nowMs: NOW,
    })
    return record.tenant.id
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
/** The public id of one key with the secret of another, which is a good one too. */
const secretOf = (key: string, other: string) => `bh_${keyIdOf(key)}_${other.split('_').slice(2).join('_')}`
const otherSecret = (key: string) => key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')

describe('identify', () => {
  test.each([
    ['no identifier', {}, 'localhost', 'tenant_required'],
    ['a good bearer key', bearer(KEYS.alpha), 'localhost', 'alpha'],
    ['a good x-api-key', { 'x-api-key': KEYS.alpha }, 'localhost', 'alpha'],
    ['both headers alike', { ...bearer(KEYS.alpha), 'x-api-key': KEYS.alpha }, 'localhost', 'alpha'],
    [
      'both headers, different',
      { ...bearer(KEYS.alpha), 'x-api-key': KEYS.beta },
      'localhost',
      'api_key_invalid',
    ],
    ['a malformed key', bearer('bh_short'), 'localhost', 'api_key_invalid'],
    ['an empty bearer', { authorization: 'Bearer ' }, 'localhost', 'api_key_invalid'],
    ['another scheme', { authorization: `Basic ${KEYS.alpha}` }, 'localhost', 'api_key_invalid'],
    [
      'two Authorization headers',
      { authorization: `Bearer ${KEYS.alpha}, Bearer ${KEYS.alpha}` },
      'localhost',
      'api_key_invalid',
    ],
    ['an unknown key id', bearer(createApiKey()), 'localhost', 'api_key_invalid'],
    ['a known key id, wrong secret', bearer(otherSecret(KEYS.alpha)), 'localhost', 'api_key_invalid'],
    ['the secret of another key', bearer(secretOf(KEYS.alpha, KEYS.beta)), 'localhost', 'api_key_invalid'],
    [
      'a bad key beside a good tenant header',
      { ...bearer('x'), 'x-tenant-id': 'alpha' },
      'localhost',
      'api_key_invalid',
    ],
    ['an expired key', bearer(KEYS.expired), 'localhost', 'api_key_expired'],
    ['no key, unknown header', { 'x-tenant-id': 'nobody' }, 'localhost', 'tenant_not_found'],
    ['no key, unknown hostname', {}, 'nobody.example', 'tenant_not_found'],
    ['no key, known header', { 'x-tenant-id': 'alpha' }, 'localhost', 'api_key_required'],
    ['no key, known hostname', {}, 'alpha.example', 'api_key_required'],
    ['no key, one known and one unknown', { 'x-tenant-id': 'alpha' }, 'nobody.example', 'tenant_not_found'],
    [
      'good key, own header and hostname',
      { ...bearer(KEYS.alpha), 'x-tenant-id': 'alpha' },
      'alpha.example',
      'alpha',
    ],
    [
      'good key, other header',
      { ...bearer(KEYS.alpha), 'x-tenant-id': 'beta' },
      'localhost',
      'tenant_mismatch',
    ],
    [
      'good key, unknown header',
      { ...bearer(KEYS.alpha), 'x-tenant-id': 'nobody' },
      'localhost',
      'tenant_mismatch',
    ],
    ['good key, empty header', { ...bearer(KEYS.alpha), 'x-tenant-id': '' }, 'localhost', 'tenant_mismatch'],
    ['good key, other hostname', bearer(KEYS.alpha), 'beta.example', 'tenant_mismatch'],
    ['good key, unknown hostname', bearer(KEYS.alpha), 'nobody.example', 'tenant_mismatch'],
  ])('%s', async (_name, headers, hostname, expected) => {
    expect(await codeFor(headers as Record<string, string>, hostname)).toBe(expected)
  })
})

describe('TenantDirectory', () => {
  test('refuses to be built from an invalid config', () => {
    expect(() => new TenantDirectory([{ id: 'x' }])).toThrow(/invalid/)
  })

  test('refuses two tenants with one hostname', async () => {
    const twin = { ...(await tenant('gamma', [])), hostnames: ['alpha.example'] }

    expect(() => {
      return new TenantDirectory([{ ...twin, id: 'delta', hostnames: ['alpha.example'] }, twin])
    }).toThrow(/conflict/)
  })
})
