import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { digestApiKey, keyIdOf } from '@bulkhead/tenant-schema/api-key'

import { constantTimeEqual } from '../../../../packages/http/src/constant-time-equal.ts'
import type { KeyRecord, Tenant, TenantDirectory } from '../tenants/tenant-directory.ts'

export interface Caller {
  /** Names that never identify a tenant: the platform's own. */
  readonly platformHostnames: readonly string[]
  readonly hostname: string
  readonly headers: Headers
  readonly nowMs: number
  /** Called with the key's record as soon as the key is proven, also when the caller is then refused. */
  readonly onRecognised?: (record: KeyRecord) => void
}

/** Compared against when the key id is unknown, so that both cases take the same time. */
const NO_SUCH_KEY = new Uint8Array(32)

/**
 * Who is calling, from API key, `x-tenant-id` and hostname; the first row that matches wins. Fails closed:
 * anything that cannot be determined denies. The caller of this function checks suspension, which only a
 * caller with a valid key may learn.
 *
 * @throws BulkheadError `tenant_required` `api_key_invalid` `api_key_expired` `tenant_not_found`
 * `api_key_required` `tenant_mismatch`
 */
export async function identify(directory: TenantDirectory, caller: Caller): Promise<KeyRecord> {
  const apiKey = apiKeyOf(caller.headers)
  const named = namedTenants(directory, caller)
  if (apiKey === undefined) {
    if (named.length === 0) throw new BulkheadError('tenant_required')
    throw new BulkheadError(named.includes(undefined) ? 'tenant_not_found' : 'api_key_required')
  }
  const record = await verifyKey(directory, apiKey)
  caller.onRecognised?.(record)
  if (record.expiresMs <= caller.nowMs) throw new BulkheadError('api_key_expired')
  if (named.some((tenant) => tenant !== record.tenant)) throw new BulkheadError('tenant_mismatch')
  return record
}

/** The tenants that header and hostname name; undefined for each that does not exist. */
function namedTenants(directory: TenantDirectory, caller: Caller): (Tenant | undefined)[] {
  const named: (Tenant | undefined)[] = []
  const header = caller.headers.get('x-tenant-id')
  if (header !== null) named.push(directory.byId(header))
  if (!caller.platformHostnames.includes(caller.hostname)) named.push(directory.byHostname(caller.hostname))
  return named
}

/**
 * The key as sent; undefined without either header. @throws BulkheadError `api_key_invalid` when both are
 * sent and differ.
 */
function apiKeyOf(headers: Headers): string | undefined {
  const authorization = headers.get('authorization')
  const bearer = authorization === null ? undefined : (bearerTokenOf(headers) ?? '')
  const plain = headers.get('x-api-key') ?? undefined
  if (bearer !== undefined && plain !== undefined && bearer !== plain)
    throw new BulkheadError('api_key_invalid')
  return bearer ?? plain
}

/** The token of `Authorization: Bearer …`; undefined for any other scheme. */
export function bearerTokenOf(headers: Headers): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
}

async function verifyKey(directory: TenantDirectory, apiKey: string): Promise<KeyRecord> {
  const keyId = keyIdOf(apiKey)
  if (keyId === undefined) throw new BulkheadError('api_key_invalid')
  const record = directory.key(keyId)
  const digest = await digestApiKey(apiKey)
  const matches = constantTimeEqual(digest, record?.digest ?? NO_SUCH_KEY)
  if (record === undefined || !matches) throw new BulkheadError('api_key_invalid')
  return record
}
