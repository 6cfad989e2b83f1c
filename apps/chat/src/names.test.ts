import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { completionName, directoryOf, sessionOf } from './call-object.ts'
import type { ChatEnv } from './env.ts'
import { archivePrefix } from './sessions/archive.ts'

/** Says by which name it was asked for, instead of giving the object. */
const namespace = { getByName: (name: string) => name }
const env = { CHAT_SESSIONS: namespace, SESSION_DIRECTORIES: namespace } as unknown as ChatEnv

/** The second one begins like the first, and so must none of its names. */
const [acme, acme2] = [parseTenantId('acme'), parseTenantId('acme-2')]
const SESSION = `sess_${'0'.repeat(32)}`

test.each<[string, (tenant: typeof acme) => unknown]>([
  ['session', (tenant) => sessionOf(env, tenant, SESSION)],
  ['directory', (tenant) => directoryOf(env, tenant)],
  ['kept result', (tenant) => completionName(tenant, 'hash')],
  ['archive', (tenant) => archivePrefix(tenant)],
  ['archived session', (tenant) => archivePrefix(tenant, SESSION)],
])('two tenants with the same ids have each their own %s', (_, nameOf) => {
  expect(nameOf(acme)).not.toBe(nameOf(acme2))
})

test('what lies in one tenant’s archive lies in no other’s', () => {
  expect(archivePrefix(acme2, SESSION).startsWith(archivePrefix(acme))).toBe(false)
  expect(archivePrefix(acme, SESSION).startsWith(archivePrefix(acme))).toBe(true)
})
