import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Scope } from '@bulkhead/tenant-schema/tenant-config'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { constantTimeEqual } from '../../../../packages/http/src/constant-time-equal.ts'
import { FAILED_IDENTIFICATION_PERIOD_MS } from '../limits.ts'
import { allowOrigin } from '../reply/cors.ts'
import { clientIpOf, type Exchange } from '../request/exchange.ts'
import type { KeyRecord } from '../tenants/tenant-directory.ts'
import { bearerTokenOf, identify } from './identify.ts'
import { networkOf } from './network-of.ts'

/**
 * Resolves the tenant of a request. Nothing that belongs to a tenant is touched before this succeeds; any
 * failure denies.
 */
export async function resolveTenant(exchange: Exchange): Promise<KeyRecord> {
  const { access, env, request, url } = exchange
  const directory = await access.directory(env)
  const record = await throttled(exchange, () =>
    identify(directory, {
      platformHostnames: env.PLATFORM_HOSTNAMES.split(',').map((name) => name.trim().toLowerCase()),
      hostname: url.hostname,
      headers: request.headers,
      nowMs: Date.now(),
      // Refused or not: from here on the log says whose key it was, and its tenant says which origins may
      // read.
      onRecognised: ({ tenant, keyId }) => {
        const { origins } = tenant.config.cors
        allowOrigin(exchange.responseHeaders, request.headers.get('origin'), (o) => origins.includes(o))
        exchange.log = exchange.log.with({ tenantId: tenant.id, keyId })
      },
    }),
  )
  bindTenant(exchange, record.tenant.id)
  exchange.keyId = record.keyId
  if (record.tenant.config.status === 'suspended') throw new BulkheadError('tenant_suspended')
  return record
}

/** From here on every line of the request carries its tenant. */
export function bindTenant(exchange: Exchange, tenantId: TenantId): void {
  exchange.tenantId = tenantId
  exchange.log = exchange.log.with({ tenantId, route: exchange.route })
}

export function requireScopes(record: KeyRecord, scopes: readonly Scope[]): void {
  const missing = scopes.filter((scope) => !record.scopes.includes(scope))
  if (missing.length > 0) throw new BulkheadError('scope_insufficient', { details: { required: missing } })
}

/** The admin routes are closed when no token is configured. */
export async function requireAdmin(exchange: Exchange): Promise<void> {
  await throttled(exchange, async () => {
    if (!isAdmin(exchange)) throw new BulkheadError('api_key_invalid')
  })
}

/** Whether an open route may say more. A wrong token counts as a failed identification, and is refused beyond their limit. */
export async function mayLearnMore(exchange: Exchange): Promise<boolean> {
  if (bearerTokenOf(exchange.request.headers) === undefined) return false
  try {
    await requireAdmin(exchange)
    return true
  } catch (thrown) {
    if (BulkheadError.from(thrown).code === 'rate_limited') throw thrown
    return false
  }
}

export function isAdmin({ access, env, request }: Exchange): boolean {
  const expected = access.adminToken(env)
  const token = bearerTokenOf(request.headers)
  if (expected === undefined || token === undefined) return false
  const encoder = new TextEncoder()
  return constantTimeEqual(encoder.encode(token), encoder.encode(expected))
}

/**
 * Failed identifications are logged with the client's IP and counted by it; beyond the limit they answer 429.
 */
async function throttled<T>(exchange: Exchange, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    const clientIp = clientIpOf(exchange.request)
    exchange.log.warn('identification failed', { clientIp, errorCode: error.code, route: exchange.route })
    if (await mayFailOnce(exchange, clientIp)) throw error
    throw new BulkheadError('rate_limited', {
      message: 'Too many requests failed to identify themselves. Check the API key, then wait.',
      retryAfterMs: FAILED_IDENTIFICATION_PERIOD_MS,
    })
  }
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
