import type { ModelEntry } from '@bulkhead/tenant-schema/models/model-catalogue'

/** What of the deployment decides what may be written. */
export interface World {
  readonly environment: string
  /** Where the deployment's objects and buckets stay; empty: anywhere. */
  readonly jurisdiction: string
  readonly models: ReadonlyMap<string, ModelEntry>
  readonly keyCheckSecret: string | undefined
  readonly controlSecret: string | undefined
  readonly adminToken: string | undefined
  /** Where the public API is; undefined where it has the console's own origin. */
  readonly apiOrigin: string | undefined
}

/** Where development keys, demo tenants and loopback addresses are welcome. */
export function isLocal({ environment }: Pick<World, 'environment'>): boolean {
  return environment === 'local'
}
