declare const brand: unique symbol

/** The id of a tenant that was looked up or parsed. Every function that touches storage takes one first. */
export type TenantId = string & { readonly [brand]: true }

const TENANT_ID = /^[a-z0-9-]{1,32}$/

export function isTenantId(value: unknown): value is TenantId {
  return typeof value === 'string' && TENANT_ID.test(value)
}

/** Parses again what crossed a binding, where brands do not exist. Fails closed: throws on anything else. */
export function parseTenantId(value: unknown): TenantId {
  if (!isTenantId(value)) throw new TypeError('not a tenant id')
  return value
}
