import type { RequestLimit } from '@bulkhead/contracts/limits'

import { isSame, type Meter } from './gcra.ts'

/** The meter of one subject, and what storage says of it. */
export interface Entry {
  meter: Meter
  stored: Meter
  /** Of the last claim. */
  limit?: RequestLimit
  /** Storage is behind the truth, by no more than a block, and a cover of the budget says so. */
  isLeaning: boolean
}

/** Whether a restarted object would admit exactly the same. */
export function isStored({ meter, stored, limit }: Entry, nowMs: number): boolean {
  return limit === undefined || isSame(stored, meter, { limit, nowMs })
}
