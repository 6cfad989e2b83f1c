import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/** SQLite's own words; the runtime passes them on without a code. */
const FULL = /SQLITE_FULL|database or disk is full/

/**
 * Runs a step that writes all or nothing. If there is no room, `makeRoom` drops what is dispensable, and the
 * step runs once more. @throws BulkheadError `storage_unavailable` when there is still no room.
 */
export function withRoom<T>(makeRoom: () => void, step: () => T): T {
  try {
    return step()
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown
  }
  makeRoom()
  try {
    return step()
  } catch (thrown) {
    throw isFull(thrown) ? new BulkheadError('storage_unavailable', { cause: thrown }) : thrown
  }
}

function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && FULL.test(thrown.message)
}
