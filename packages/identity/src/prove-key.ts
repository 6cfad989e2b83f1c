import type { Credentials } from '@bulkhead/contracts/record/credentials'
import type { KeyRecord } from '@bulkhead/contracts/record/tenant-record'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { constantTimeEqual } from '@bulkhead/http/constant-time-equal'
import { isInRanges } from '@bulkhead/tenant-schema/ip-range'

/** Compared against when the key id is unknown, so that both cases take the same time. */
const NO_SUCH_KEY = '0'.repeat(64)

/**
 * Why the key proves nothing; undefined when it is good. A wrong, revoked or early key, and one from an
 * address that it may not be used from, are told nothing more than that.
 */
export function proofErrorOf(
  key: KeyRecord | undefined,
  credentials: Pick<Credentials, 'sha256' | 'clientIp'>,
  nowMs: number,
): BulkheadError | undefined {
  const isOurs = holdsSecret(key, credentials.sha256, nowMs)
  if (key === undefined || !isOurs || !isInForce(key, credentials.clientIp, nowMs)) {
    return new BulkheadError('api_key_invalid')
  }
  const { expiresMs = Number.POSITIVE_INFINITY } = key
  return expiresMs <= nowMs ? new BulkheadError('api_key_expired') : undefined
}

/** Whether it is the key's secret, or the one before it while that is still good. Always compares both. */
function holdsSecret(key: KeyRecord | undefined, sha256: string, nowMs: number): boolean {
  const isCurrent = constantTimeEqual(sha256, key?.sha256 ?? NO_SUCH_KEY)
  const isPrevious = constantTimeEqual(sha256, key?.previous?.sha256 ?? NO_SUCH_KEY)
  return isCurrent || (isPrevious && nowMs < (key?.previous?.expiresMs ?? 0))
}

function isInForce({ status, notBeforeMs = 0, allowedIps }: KeyRecord, ip: string, nowMs: number): boolean {
  if (status !== 'active' || nowMs < notBeforeMs) return false
  return allowedIps === undefined || isInRanges(ip, allowedIps)
}
