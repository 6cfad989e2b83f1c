import { askCorpus } from '../ask-corpus.ts'
import type { Job } from '../corpus-protocol.ts'
import { LEASE_BEAT_MS } from '../limits.ts'
import type { Run } from '../run.ts'

/**
 * Renews the leases of `jobs` while `work` runs. So a lease may be short, and a document whose worker was
 * killed goes on soon, although reading a large file takes longer. A beat that does not get through is no
 * reason to stop: the lease decides.
 */
export async function underLease<T>(run: Run, jobs: readonly Job[], work: () => Promise<T>): Promise<T> {
  const claims = jobs.map(({ versionKey, lease }) => ({ versionKey, lease }))
  const beat = setInterval(() => {
    const renewed = askCorpus(run, (corpus, caller) => corpus.renew(caller, claims))
    run.waitUntil(
      renewed.catch((thrown: unknown) => {
        run.log.warn('leases could not be renewed', { target: 'corpus' }, { thrown })
      }),
    )
  }, LEASE_BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
  }
}
