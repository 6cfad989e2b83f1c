import { ADMIN_TOKEN, localKey } from '@bulkhead/harness/client'
import { createApiKey, keyNameOf } from '@bulkhead/tenant-schema/api-key'
import { LOCAL_KEY_CHECK_SECRET } from '@bulkhead/tenant-schema/local-check-secret'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

import { STARK } from '../tenants/keys.ts'

/** Somebody who must not get in, and the answer they get instead. */
export interface Identity {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  /** `http://…`: the hostname that they came by. */
  readonly origin?: string
  readonly status: number
  readonly code: string
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

/** A key that was made as ours are: only the tenant's home object can refuse it. */
const madeFor = (tenant: string, keyId?: string) =>
  createApiKey(parseTenantId(tenant), LOCAL_KEY_CHECK_SECRET, keyId)

const idOf = (key: string) => keyNameOf(key)?.keyId
/** Once it is revoked, nothing knows its id any more. */
const REVOKED = await madeFor('stark')
const WRONG_SECRET = await madeFor('stark', idOf(STARK.full))
const OF_ANOTHER = await madeFor('acme', idOf(STARK.full))
const MADE_UP = `${STARK.full.slice(0, -1)}${STARK.full.endsWith('A') ? 'E' : 'A'}`
const ACME_HOST = 'http://ai.acme.example'
const NO_HOST = 'http://nobody.example'

/** Whoever comes to a route of a tenant without being let in, whatever they name. */
export const STRANGERS: readonly Identity[] = [
  { name: 'none', headers: {}, status: 400, code: 'tenant_required' },
  { name: 'malformed key', headers: bearer('sk-nonsense'), status: 401, code: 'api_key_invalid' },
  { name: 'no bearer', headers: { authorization: STARK.full }, status: 401, code: 'api_key_invalid' },
  { name: 'revoked key', headers: bearer(REVOKED), status: 401, code: 'api_key_invalid' },
  { name: 'wrong secret', headers: bearer(WRONG_SECRET), status: 401, code: 'api_key_invalid' },
  {
    name: 'made-up key',
    headers: bearer(MADE_UP),
    status: 401,
    code: 'api_key_invalid',
  },
  {
    name: "somebody's key id under another tenant",
    headers: bearer(OF_ANOTHER),
    status: 401,
    code: 'api_key_invalid',
  },
  {
    name: 'two keys',
    headers: { ...bearer(STARK.full), 'x-api-key': localKey('acme') },
    status: 401,
    code: 'api_key_invalid',
  },
  { name: 'expired key', headers: bearer(STARK.expired), status: 401, code: 'api_key_expired' },
  { name: 'admin token', headers: bearer(ADMIN_TOKEN), status: 401, code: 'api_key_invalid' },
  { name: 'header alone', headers: { 'x-tenant-id': 'acme' }, status: 401, code: 'api_key_required' },
  { name: 'hostname alone', headers: {}, origin: ACME_HOST, status: 401, code: 'api_key_required' },
  { name: 'unknown header', headers: { 'x-tenant-id': 'nobody' }, status: 404, code: 'tenant_not_found' },
  { name: 'unknown hostname', headers: {}, origin: NO_HOST, status: 404, code: 'tenant_not_found' },
  {
    name: "header of another's",
    headers: { ...bearer(STARK.full), 'x-tenant-id': 'acme' },
    status: 403,
    code: 'tenant_mismatch',
  },
  {
    name: "header of nobody's",
    headers: { ...bearer(STARK.full), 'x-tenant-id': 'nobody' },
    status: 403,
    code: 'tenant_mismatch',
  },
  {
    name: "hostname of another's",
    headers: bearer(STARK.full),
    origin: ACME_HOST,
    status: 403,
    code: 'tenant_mismatch',
  },
  {
    name: "hostname of nobody's",
    headers: bearer(STARK.full),
    origin: NO_HOST,
    status: 403,
    code: 'tenant_mismatch',
  },
  { name: 'suspended', headers: bearer(localKey('initech')), status: 403, code: 'tenant_suspended' },
]

/** Good keys of stark's with one scope each, or none that matters. */
const NARROW_KEYS: readonly (readonly [key: string, scope: string])[] = [
  [STARK.chatOnly, 'chat'],
  [STARK.searchOnly, 'search'],
  [STARK.readOnly, 'documents:read'],
]

/** Those whose key is good and lacks what the route needs. */
export function withoutScope(scopes: readonly string[]): Identity[] {
  return NARROW_KEYS.filter(([, scope]) => scopes.some((needed) => needed !== scope)).map(([key, scope]) => ({
    name: `a key for ${scope} alone`,
    headers: bearer(key),
    status: 403,
    code: 'scope_insufficient',
  }))
}

/** Whoever comes to a route of the operator without the token. */
export const NOT_ADMINS: readonly Identity[] = [
  { name: 'none', headers: {} },
  { name: 'malformed', headers: { authorization: ADMIN_TOKEN } },
  { name: 'wrong token', headers: bearer(`${ADMIN_TOKEN}x`) },
  { name: 'token as a key', headers: { 'x-api-key': ADMIN_TOKEN } },
  { name: "a tenant's key", headers: bearer(STARK.full) },
  { name: "the named tenant's key", headers: { ...bearer(localKey('umbrella')), 'x-tenant-id': 'umbrella' } },
].map((identity) => ({ ...identity, status: 401, code: 'api_key_invalid' }))
