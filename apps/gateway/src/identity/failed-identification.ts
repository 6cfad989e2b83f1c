import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { ErrorCode } from '@bulkhead/errors/codes'
import { networkOf } from '@bulkhead/http/network-of'

import { FAILED_IDENTIFICATION_PERIOD_MS } from '../limits.ts'
import { clientIpOf, type Exchange } from '../request/exchange.ts'

const FAILURES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'tenant_required',
  'tenant_not_found',
  'tenant_mismatch',
  'api_key_required',
  'api_key_invalid',
  'api_key_expired',
])

/** Whether the caller could not say who it is; a suspended tenant and a missing scope are something else. */
export function isFailedIdentification(code: ErrorCode): boolean {
  return FAILURES.has(code)
}

/**
 * What a failed identification is answered: it is logged with the client's IP and counted by it, and beyond
 * the limit it is 429.
 */
export async function failedIdentification(exchange: Exchange, error: BulkheadError): Promise<BulkheadError> {
  const clientIp = clientIpOf(exchange.request)
  exchange.log.warn('identification failed', { clientIp, errorCode: error.code, route: exchange.route })
  if (await mayFailOnce(exchange, clientIp)) return error
  return new BulkheadError('rate_limited', {
    message: 'Too many requests failed to identify themselves. Check the API key, then wait.',
    retryAfterMs: FAILED_IDENTIFICATION_PERIOD_MS,
  })
}

/** The caller is denied either way: a counter that does not answer changes only which denial. */
async function mayFailOnce({ env, log }: Exchange, clientIp: string): Promise<boolean> {
  try {
    const { success } = await env.FAILED_IDENTIFICATION.limit({ key: networkOf(clientIp) })
    return success
  } catch (thrown) {
    log.error('failed identifications cannot be counted', { clientIp }, { thrown })
    return true
  }
}
