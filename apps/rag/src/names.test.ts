import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import {
  corpusName,
  objectKey,
  objectPrefix,
  parseVectorId,
  tenantTag,
  vectorId,
  vectorNamespace,
  vectorPrefix,
} from './names.ts'

/** The second one begins like the first, and so must none of its names. */
const [acme, acme2] = [parseTenantId('acme'), parseTenantId('acme-2')]

test.each([
  ['corpus', corpusName],
  ['originals', objectPrefix],
  ['original', (tenant: typeof acme) => objectKey(tenant, 'a', 'upload')],
  ['namespace', vectorNamespace],
  ['tag of vectors', tenantTag],
  ['prefix of vectors', (tenant: typeof acme) => vectorPrefix(tenant, 'a', 'upload')],
])('each tenant has its own %s', async (_, nameOf) => {
  expect(await nameOf(acme)).not.toBe(await nameOf(acme2))
})

test('what lies under one tenant’s place for originals lies under no other’s', () => {
  expect(objectKey(acme2, 'a', 'upload').startsWith(objectPrefix(acme))).toBe(false)
  expect(objectKey(acme, 'a', 'upload').startsWith(objectPrefix(acme))).toBe(true)
})

test('a vector id says whose it is, and fits into what Vectorize allows', async () => {
  const id = vectorId(await vectorPrefix(acme, 'x'.repeat(128), crypto.randomUUID()), 9_999_999)

  expect(parseVectorId(id)?.tag).toBe(await tenantTag(acme))
  expect(id.length).toBeLessThanOrEqual(64)
})
