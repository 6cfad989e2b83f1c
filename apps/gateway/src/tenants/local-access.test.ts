import { expect, test } from 'vitest'

import type { GatewayEnv } from '../env.ts'
import { localAdminToken, localKeyCheckSecrets } from './local-access.ts'

const LOCAL_KEYS = JSON.stringify({ $admin: 'local-admin' })

/** As the local gateway would find itself in another environment. */
const envOf = (environment: string) => ({ ENVIRONMENT: environment, LOCAL_KEYS }) as GatewayEnv

test.each(['production', 'staging', '', 'LOCAL'])(
  'no local token or key is good where ENVIRONMENT is %j',
  (name) => {
    expect(localAdminToken(envOf(name))).toBeUndefined()
    expect(localKeyCheckSecrets(envOf(name))).toEqual([])
  },
)

test('where it is local, the token is that of the file, and local keys are good', () => {
  expect(localAdminToken(envOf('local'))).toBe('local-admin')
  expect(localKeyCheckSecrets(envOf('local'))).toEqual(['local-key-check-secret'])
})
