import type { Credentials } from '@bulkhead/contracts/record/credentials'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { keyNameOf } from '@bulkhead/tenant-schema/api-key'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { MAX_REMEMBERED_DIGESTS } from '../limits.ts'
import { clientIpOf, type Exchange } from '../request/exchange.ts'
import { bearerTokenOf } from './bearer.ts'
import { Digests } from './digests.ts'
import { failedIdentification } from './failed-identification.ts'
import type { Hints } from './hints.ts'

const digests = new Digests(MAX_REMEMBERED_DIGESTS)

/** Whoever has sent a key that could be one of ours. Nothing is proven yet: only its home object can say. */
export interface Caller {
  /** As the key says it. */
  readonly tenantId: TenantId
  readonly credentials: Credentials
}

/**
 * Who claims to call, from API key, `x-tenant-id` and hostname, before anything is asked that belongs to a
 * tenant; the first row that matches wins.
 *
 * @throws BulkheadError `tenant_required` `api_key_invalid` `tenant_not_found` `api_key_required`
 * `service_unavailable`
 */
export async function callerOf(exchange: Exchange, hints: Hints): Promise<Caller> {
  try {
    return await claimed(exchange, hints)
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    throw error.status < 500 ? await failedIdentification(exchange, error) : error
  }
}

async function claimed(exchange: Exchange, hints: Hints): Promise<Caller> {
  const { access, env, request } = exchange
  const apiKey = apiKeyOf(exchange)
  const named = namedBy(exchange)
  if (apiKey === undefined) throw await withoutKey(exchange, named, hints)
  const name = keyNameOf(apiKey)
  const sha256 = name && (await digests.of(apiKey, access.keyCheckSecrets(env)))
  if (name === undefined || sha256 === undefined) throw new BulkheadError('api_key_invalid')
  const { tenantId, keyId } = name
  return { tenantId, credentials: { keyId, sha256, clientIp: clientIpOf(request), named } }
}

async function withoutKey(
  { env }: Exchange,
  { tenantId, hostname }: Credentials['named'],
  hints: Hints,
): Promise<BulkheadError> {
  if (tenantId === undefined && hostname === undefined) return new BulkheadError('tenant_required')
  const known = await Promise.all([
    ...(tenantId === undefined ? [] : [hints.isKnown(env.CONTROL, { tenantId })]),
    ...(hostname === undefined ? [] : [hints.isKnown(env.CONTROL, { hostname })]),
  ])
  return new BulkheadError(known.includes(false) ? 'tenant_not_found' : 'api_key_required')
}

/** What names a tenant besides the key; the platform's own hostnames name none. */
function namedBy({ env, request, url }: Exchange): Credentials['named'] {
  const header = request.headers.get('x-tenant-id')
  return {
    ...(header === null ? {} : { tenantId: header }),
    ...(isPlatform(env, url.hostname) ? {} : { hostname: url.hostname }),
  }
}

function isPlatform({ PLATFORM_HOSTNAMES: names }: Exchange['env'], hostname: string): boolean {
  return names.split(',').some((name) => name.trim().toLowerCase() === hostname)
}

/**
 * The key as sent, or as the token that was sent stands for it; undefined without either header. @throws BulkheadError `api_key_invalid` when both are
 * sent and differ.
 */
function apiKeyOf({ request: { headers }, grantedKey }: Exchange): string | undefined {
  const authorization = headers.get('authorization')
  const bearer = authorization === null ? undefined : (grantedKey ?? bearerTokenOf(headers) ?? '')
  const plain = headers.get('x-api-key') ?? undefined
  if (bearer !== undefined && plain !== undefined && bearer !== plain)
    throw new BulkheadError('api_key_invalid')
  return bearer ?? plain
}
