import { objectIn } from '@bulkhead/worker/object-in'

import type { ControlEnv } from './env.ts'
import type { RegistryStub } from './registry-protocol.ts'

/** There is one shard, for 100,000 tenants and a million keys. */
const NAME = 'registry-0'

export function registryOf(env: Pick<ControlEnv, 'REGISTRIES' | 'JURISDICTION'>): RegistryStub {
  return objectIn(env, env.REGISTRIES, NAME)
}
