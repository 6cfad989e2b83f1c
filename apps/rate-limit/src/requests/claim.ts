import type { RequestLimit } from '@bulkhead/contracts/limits'

/** One limit that a request must pass. The subject is a key id, or {@link WHOLE_TENANT}. */
export interface Claim {
  readonly subject: string
  readonly limit: RequestLimit
}

/** No key id is empty. */
export const WHOLE_TENANT = ''
