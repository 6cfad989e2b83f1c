import { createApiKey, keyIdOf } from '@bulkhead/tenant-schema/api-key'
import { expect, test } from 'vitest'

import type { GatewayEnv } from '../env.ts'
import { addLocalKeys, localAdminToken } from './local-access.ts'
import { TenantDirectory } from './tenant-directory.ts'

const KEY = createApiKey()
const LOCAL_KEYS = JSON.stringify({ alpha: KEY, $admin: 'local-admin' })

/** As the local gateway would find itself in another environment. */
const envOf = (environment: string) => ({ ENVIRONMENT: environment, LOCAL_KEYS }) as GatewayEnv
const directoryOfAlpha = () =>
  new TenantDirectory([
    {
      id: 'alpha',
      name: 'Alpha',
      status: 'active',
      tier: 'standard',
      chat: { model: 'm' },
      rateLimit: { requestsPerMinute: 60, burst: 10 },
      budget: { tokensPerDay: 1_000 },
    },
  ])

test.each(['production', 'staging', '', 'LOCAL'])(
  'no development key is good where ENVIRONMENT is %j',
  async (name) => {
    const directory = await addLocalKeys(directoryOfAlpha(), envOf(name))

    expect(directory.key(keyIdOf(KEY)!)).toBeUndefined()
    expect(localAdminToken(envOf(name))).toBeUndefined()
  },
)

test('where it is local, the keys are those of their tenants', async () => {
  const directory = await addLocalKeys(directoryOfAlpha(), envOf('local'))

  expect(directory.key(keyIdOf(KEY)!)?.tenant.id).toBe('alpha')
  expect(localAdminToken(envOf('local'))).toBe('local-admin')
})
