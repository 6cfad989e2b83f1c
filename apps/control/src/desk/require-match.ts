import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Conditions } from '../registry-protocol.ts'

/** @throws BulkheadError `version_conflict` when the caller knows another version than the current one */
export function requireMatch({ ifMatch, ifNoneMatch }: Conditions, current: string): void {
  const known = ifMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  const isMatch = known === undefined || known.includes('*') || known.includes(current)
  if (isMatch && ifNoneMatch === undefined) return
  throw new BulkheadError('version_conflict', { details: { current } })
}
