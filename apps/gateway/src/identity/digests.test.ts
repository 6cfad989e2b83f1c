import { createApiKey, hashApiKey } from '@bulkhead/tenant-schema/api-key'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test, vi } from 'vitest'

import { Digests } from './digests.ts'

const keyWith = (secret: string) => createApiKey(parseTenantId('acme'), secret)

test('a key is hashed once, and comes to the same as without a memory', async () => {
  const digests = new Digests(10)
  const apiKey = await keyWith('now')
  const expected = await hashApiKey(apiKey)
  const digest = vi.spyOn(crypto.subtle, 'digest')

  const seen = [await digests.of(apiKey, ['now']), await digests.of(apiKey, ['now'])]
  const calls = digest.mock.calls.length
  digest.mockRestore()

  expect(seen).toEqual([expected, expected])
  expect(calls).toBe(1)
})

test('wrong check digits are refused each time, also of a key that was good under a secret that is gone', async () => {
  const digests = new Digests(10)
  const apiKey = await keyWith('before')

  expect(await digests.of(apiKey, ['now', 'before'])).toBe(await hashApiKey(apiKey))
  expect(await digests.of(apiKey, ['now'])).toBeUndefined()
  expect(await digests.of(apiKey, ['now'])).toBeUndefined()
})

test('of very many keys those that were sent lately are remembered', async () => {
  const digests = new Digests(2)
  const keys = await Promise.all(['a', 'b', 'c'].map(() => keyWith('now')))
  for (const apiKey of keys) await digests.of(apiKey, ['now'])
  const digest = vi.spyOn(crypto.subtle, 'digest')

  for (const apiKey of keys.toReversed()) await digests.of(apiKey, ['now'])
  const calls = digest.mock.calls.length
  digest.mockRestore()

  expect(calls).toBe(1)
})
