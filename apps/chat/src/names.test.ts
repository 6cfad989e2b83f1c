import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { archivePrefix, completionName, directoryName, sessionName } from './names.ts'

/** The second one begins like the first, and so must none of its names. */
const [acme, acme2] = [parseTenantId('acme'), parseTenantId('acme-2')]
const SESSION = `sess_${'0'.repeat(32)}`

test.each<[string, (tenant: typeof acme) => unknown]>([
  ['session', (tenant) => sessionName(tenant, SESSION)],
  ['directory', (tenant) => directoryName(tenant)],
  ['kept result', (tenant) => completionName(tenant, 'hash')],
  ['archive', (tenant) => archivePrefix(tenant)],
  ['archived session', (tenant) => archivePrefix(tenant, SESSION)],
])('two tenants with the same ids have each their own %s', (_, nameOf) => {
  expect(nameOf(acme)).not.toBe(nameOf(acme2))
})

test('what is in one tenant’s archive is in no other’s', () => {
  expect(archivePrefix(acme2, SESSION).startsWith(archivePrefix(acme))).toBe(false)
  expect(archivePrefix(acme, SESSION).startsWith(archivePrefix(acme))).toBe(true)
})
