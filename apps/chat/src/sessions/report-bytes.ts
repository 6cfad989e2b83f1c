import { createId } from '@bulkhead/contracts/ids'
import { unwrap } from '@bulkhead/contracts/outcome'
import { objectIn } from '@bulkhead/worker/object-in'

import { directoryName } from '../names.ts'
import type { Run } from '../run.ts'
import type { SessionStore } from '../session-tables/session-store.ts'

/** The directory's count may lag until the next turn; one that cannot be reported is no failure of a turn. */
export async function reportBytes(store: SessionStore, { env, log }: Omit<Run, 'ctx'>): Promise<void> {
  const owner = store.owner()
  if (owner === undefined || store.destroyedMs !== undefined) return
  const { tenantId, sessionId } = owner
  const caller = { tenantId, requestId: createId('req') }
  try {
    const directory = objectIn(env, env.SESSION_DIRECTORIES, directoryName(tenantId))
    unwrap(await directory.noteBytes(caller, sessionId, store.transcript.heldBytes()))
  } catch (thrown) {
    log.warn('bytes of a session were not reported', { tenantId, sessionId }, { thrown })
  }
}
