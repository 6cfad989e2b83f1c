import type { ControlEnv } from './env.ts'
import type { RegistryStub } from './registry-protocol.ts'

/** There is one shard, for 100,000 tenants and a million keys. */
const NAME = 'registry-0'

export function registryOf({ REGISTRIES }: Pick<ControlEnv, 'REGISTRIES'>): RegistryStub {
  return REGISTRIES.getByName(NAME)
}
