import { createHmac } from 'node:crypto'

import { expect, test } from 'vitest'

import { createApiKey, hasGoodCheck, hashApiKey, keyNameOf } from './api-key.ts'
import { parseTenantId } from './tenant-id.ts'

const SECRET = 'check-secret'
const ACME = parseTenantId('acme-1')

test('a new key names its tenant and its id, and its check digits are an HMAC of all before them', async () => {
  const key = await createApiKey(ACME, SECRET)

  expect(keyNameOf(key)).toEqual({ tenantId: 'acme-1', keyId: expect.stringMatching(/^[a-z0-9]{12}$/) })
  const mac = createHmac('sha256', SECRET).update(key.slice(0, -6)).digest('base64url')
  expect(key.slice(-6)).toBe(mac.slice(0, 6))
  expect(await hasGoodCheck(key, [SECRET])).toBe(true)
})

test('a rotation keeps the id and makes another secret', async () => {
  const [one, two] = [
    await createApiKey(ACME, SECRET, 'abcdefghijkl'),
    await createApiKey(ACME, SECRET, 'abcdefghijkl'),
  ]

  expect(keyNameOf(one)).toEqual(keyNameOf(two))
  expect(await hashApiKey(one)).not.toBe(await hashApiKey(two))
})

test('the check fails after a change of any character and under another secret', async () => {
  const key = await createApiKey(ACME, SECRET)
  const swapped = (at: number) => key.slice(0, at) + (key[at] === 'a' ? 'b' : 'a') + key.slice(at + 1)
  const changed = Array.from({ length: key.length - 3 }, (_, at) => swapped(at + 3))

  expect(await Promise.all(changed.map((made) => hasGoodCheck(made, [SECRET])))).not.toContain(true)
  expect(await hasGoodCheck(key, ['another'])).toBe(false)
  expect(await hasGoodCheck(key, [])).toBe(false)
})

test('while the secret is rotated, keys of the one before are good too', async () => {
  const key = await createApiKey(ACME, 'before')

  expect(await hasGoodCheck(key, [SECRET, 'before'])).toBe(true)
})

test('an empty secret makes and accepts nothing', async () => {
  await expect(createApiKey(ACME, '')).rejects.toThrow('KEY_CHECK_SECRET')
})

test.each([
  '',
  'bh_',
  'bh_acme_abcdefghijkl_short',
  `bh_ACME_abcdefghijkl_${'x'.repeat(49)}`,
  `bh__abcdefghijkl_${'x'.repeat(49)}`,
  `bh_acme_abcdefghijk_${'x'.repeat(49)}`,
  `bh_acme_abcdefghijkl_${'x'.repeat(48)}`,
  `bh_acme_abcdefghijkl_${'x'.repeat(50)}`,
  `bh_acme_abcdefghijkl_${'x'.repeat(48)}!`,
  ` bh_acme_abcdefghijkl_${'x'.repeat(49)}`,
  `bh_${'a'.repeat(33)}_abcdefghijkl_${'x'.repeat(49)}`,
  `bh_abcdefghijkl_${'x'.repeat(43)}`,
])('%j is no key', (text) => {
  expect(keyNameOf(text)).toBeUndefined()
})
