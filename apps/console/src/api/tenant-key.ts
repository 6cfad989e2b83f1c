import { request } from './request.ts'

interface TenantKey {
  readonly key: string
  readonly keyId: string
  readonly expiresAt: string
  /** Where the public API is; absent: where this page is. */
  readonly apiOrigin?: string | null
}

const MARGIN_MS = 60_000
const keys = new Map<string, TenantKey>()

/** A key of the tenant for ten minutes, so that the console speaks the public API as an application does; kept in memory alone. */
async function tenantKey(tenantId: string): Promise<TenantKey> {
  const known = keys.get(tenantId)
  if (known !== undefined && Date.parse(known.expiresAt) - MARGIN_MS > Date.now()) return known
  const { data } = await request<TenantKey>('POST', '/admin/v1/session/key', { body: { tenantId } })
  keys.set(tenantId, data)
  return data
}

/** Forgets every key: whoever signs in next gets their own. */
export function forgetTenantKeys(): void {
  keys.clear()
}

/** A route of the public API for `request` or `fetchRaw`. */
export async function asTenant(tenantId: string, path: string): Promise<{ path: string; bearer: string }> {
  const { key, apiOrigin } = await tenantKey(tenantId)
  return { path: `${apiOrigin ?? ''}${path}`, bearer: key }
}
