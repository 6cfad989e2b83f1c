import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Job } from '../corpus-protocol.ts'
import { LEASE_BEAT_MS } from '../limits.ts'
import { callerOfFirst, corpusOf, type Scope } from '../run.ts'

/**
 * Renews the leases of `jobs` while `work` runs. So a lease may be short, and a document whose worker was killed goes on soon, although reading
 * a large file takes longer. A beat that does not get through is no reason to stop: the lease decides.
 */
export async function underLease<T>(
  scope: Scope,
  tenantId: TenantId,
  jobs: readonly Job[],
  work: () => Promise<T>,
): Promise<T> {
  const caller = callerOfFirst(tenantId, jobs)
  const claims = jobs.map(({ versionKey, lease }) => ({ versionKey, lease }))
  const beat = setInterval(() => {
    const renewed = corpusOf(scope, tenantId, (corpus) => corpus.renew(caller, claims))
    scope.waitUntil(
      renewed.catch((thrown: unknown) => {
        scope.log.warn('leases could not be renewed', { ...caller, target: 'corpus' }, { thrown })
      }),
    )
  }, LEASE_BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
  }
}
