import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { RagEnv } from '../env.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'

/**
 * What the alarm works with. Outside calls are awaited between synchronous steps, so the Corpus answers
 * others meanwhile.
 */
export interface Sweep {
  readonly tenantId: TenantId
  readonly stores: CorpusStores
  readonly env: RagEnv
  readonly log: Log
}
