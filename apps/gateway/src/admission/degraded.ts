import { call, type Patience } from '@bulkhead/calls/call'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
import type { Verified } from '@bulkhead/contracts/record/record-keeper'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Caller } from '../identity/caller.ts'
import { ADMISSION_TIMEOUT_MS, FALLBACK_REQUESTS_PER_MINUTE } from '../limits.ts'
import type { Exchange } from '../request/exchange.ts'
import type { Tenant } from '../tenants/tenant.ts'

const ONCE: Patience = { timeoutMs: ADMISSION_TIMEOUT_MS, attempts: 1, backoffMs: 0 }

/** Asks the Registry itself who calls. @throws BulkheadError `service_unavailable` when it cannot be asked */
export async function verify(
  { env, log }: Exchange,
  { deadline }: RequestContext,
  { tenantId, credentials }: Caller,
): Promise<Outcome<Verified>> {
  const { keyId, sha256, clientIp } = credentials
  try {
    return await call(ONCE, deadline, () => env.CONTROL.verify({ tenantId, keyId, sha256, clientIp }))
  } catch (thrown) {
    log.error('call failed', { target: 'control', errorCode: 'service_unavailable' }, { thrown })
    throw new BulkheadError('service_unavailable', { retryAfterMs: 1_000, cause: thrown })
  }
}

/** One request under the coarse `ADMISSION_FALLBACK` limit, marked as degraded: never unlimited. */
export async function admitDegraded(
  { env, log, responseHeaders }: Exchange,
  { id, config }: Tenant,
): Promise<void> {
  if (config.rateLimit.requestsPerMinute < FALLBACK_REQUESTS_PER_MINUTE) {
    throw new BulkheadError('admission_unavailable')
  }
  const { success } = await env.ADMISSION_FALLBACK.limit({ key: id }).catch((thrown: unknown) => {
    throw new BulkheadError('admission_unavailable', { cause: thrown })
  })
  if (!success) throw new BulkheadError('rate_limited', { retryAfterMs: 60_000 })
  responseHeaders['x-bulkhead-degraded'] = 'admission'
  log.warn('admission degraded', { degraded: 'admission' })
}
