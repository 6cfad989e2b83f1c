import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Run } from '../run.ts'
import type { NearVectors, WordsHit } from './fuse.ts'

/** What one side of the search gave. `idle`: it was not asked. */
export interface Leg extends NearVectors {
  readonly state: 'answered' | 'idle' | 'failed'
  readonly hits: readonly WordsHit[]
  /** The embedding model that the vectors were compared by. */
  readonly model?: string
  readonly isIncomplete?: boolean
  /** A filter was applied to the nearest vectors only, so what it wants may be missing. */
  readonly isCut?: boolean
}

export const IDLE: Leg = { state: 'idle', hits: [] }

/** Fails towards the other side: a failure here is logged and becomes a warning. */
export async function leg({ log }: Run, name: string, ask: () => Promise<Leg>): Promise<Leg> {
  try {
    return await ask()
  } catch (thrown) {
    const errorCode = thrown instanceof BulkheadError ? thrown.code : undefined
    log.warn('search leg failed', { degraded: name, errorCode }, { thrown })
    return { state: 'failed', hits: [] }
  }
}
