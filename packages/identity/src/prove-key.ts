import type { Credentials } from '@bulkhead/contracts/rate-limit'
import type { KeyRecord } from '@bulkhead/contracts/tenant-record'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { constantTimeEqual } from '@bulkhead/http/constant-time-equal'
import { isInRanges } from '@bulkhead/tenant-schema/ip-range'

/** Compared against when the key id is unknown, so that both cases take the same time. */
const NO_SUCH_KEY = '0'.repeat(64)

const encoder = new TextEncoder()

/**
 * Why the key proves nothing; undefined when it is good. A wrong, revoked or early key, and one from an
 * address that it may not be used from, are told nothing more than that.
 */
export function proofErrorOf(
  key: KeyRecord | undefined,
  credentials: Pick<Credentials, 'sha256' | 'clientIp'>,
  nowMs: number,
): BulkheadError | undefined {
  const isCurrent = isSame(credentials.sha256, key?.sha256 ?? NO_SUCH_KEY)
  const isPrevious = isSame(credentials.sha256, key?.previous?.sha256 ?? NO_SUCH_KEY)
  if (key === undefined || key.status !== 'active') return new BulkheadError('api_key_invalid')
  const isInGrace = isPrevious && key.previous !== undefined && nowMs < key.previous.expiresMs
  if (!isCurrent && !isInGrace) return new BulkheadError('api_key_invalid')
  if (key.notBeforeMs !== undefined && nowMs < key.notBeforeMs) return new BulkheadError('api_key_invalid')
  if (key.allowedIps !== undefined && !isInRanges(credentials.clientIp, key.allowedIps)) {
    return new BulkheadError('api_key_invalid')
  }
  if (key.expiresMs !== undefined && key.expiresMs <= nowMs) return new BulkheadError('api_key_expired')
  return undefined
}

function isSame(a: string, b: string): boolean {
  return constantTimeEqual(encoder.encode(a), encoder.encode(b))
}
