import { WORKERS } from '@bulkhead/contracts/workers'
import { productionConfig } from '@bulkhead/harness/build/worker-config'

import type { Written } from '../cloud/resources.ts'
import type { Environment } from '../config/deploy-config.ts'
import { namespaceOf } from '../config/namespaces.ts'

const unique = (all: readonly (string | undefined)[]): string[] =>
  [...new Set(all.filter((one) => one !== undefined && one !== ''))].flatMap((one) => one ?? [])

/** Every resource that the checked-in configs bind in such an environment, so that a new binding is provisioned without a list to keep. */
export function resourcesOfConfigs(environment: Environment): Written {
  const worlds = WORKERS.map((app) => productionConfig(app).env?.['production'] ?? {})
  const dimensions = Number(
    worlds.map(({ vars }) => vars?.['EMBEDDING_DIMENSIONS']).find((one) => one !== undefined),
  )
  const indexes = worlds.flatMap(({ vectorize = [] }) => vectorize.map(({ index_name: name }) => name))
  return {
    namespaces: unique(
      worlds.flatMap(({ kv_namespaces: all = [] }) =>
        all.map(({ binding }) => namespaceOf(binding, environment)),
      ),
    ),
    buckets: unique(worlds.flatMap(({ r2_buckets: all = [] }) => all.map(({ bucket_name: name }) => name))),
    queues: unique(
      worlds.flatMap(({ queues }) => [
        ...(queues?.producers ?? []).map(({ queue }) => queue),
        ...(queues?.consumers ?? []).flatMap(({ queue, dead_letter_queue: dead }) => [queue, dead]),
      ]),
    ),
    indexes: unique(indexes).map((name) => ({ name, dimensions })),
  }
}
