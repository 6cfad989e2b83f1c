import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log } from '@bulkhead/logging/log'

/** What the library throws is what its KV namespace has thrown: nobody gets in then. */
export function storageUnavailable({ log }: { readonly log: Log }, thrown: unknown): BulkheadError {
  const errorCode = 'storage_unavailable'
  log.error('the store of grants failed', { target: 'kv', errorCode }, { thrown })
  return new BulkheadError(errorCode, { cause: thrown })
}
