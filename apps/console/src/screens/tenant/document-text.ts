import type { Tenant } from '../../records/tenants.ts'

/** What the Registry adds. */
const NOT_OWN = new Set([
  'effective',
  'managedBy',
  'version',
  'createdAt',
  'updatedAt',
  'driftedSince',
  'enforcedAt',
  'propagation',
])

/** The tenant's own document, as a file of it would be. */
export function documentTextOf(tenant: Tenant): string {
  const own = Object.entries(tenant).filter(([name]) => !NOT_OWN.has(name))
  return JSON.stringify(Object.fromEntries(own), null, 2)
}

/** A document that was typed; undefined while it is no JSON object. */
export function parsedDocument(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
