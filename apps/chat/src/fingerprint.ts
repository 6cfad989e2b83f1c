import type { RequestContext } from '@bulkhead/contracts/context'
import type { KeyedRequest } from '@bulkhead/worker/idempotency-store'

/**
 * SHA-256 as hex: a client's Idempotency-Key or body, in a form that is safe as a name and reveals nothing.
 */
export async function fingerprint(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The same whatever the order of fields. */
export function fingerprintOfBody(body: unknown): Promise<string> {
  return fingerprint(JSON.stringify(body, sortFields))
}

/** Undefined without an Idempotency-Key. */
export async function keyedRequestOf(
  { idempotencyKey }: RequestContext,
  request: unknown,
): Promise<KeyedRequest | undefined> {
  if (idempotencyKey === undefined) return undefined
  const [key, body] = await Promise.all([fingerprint(idempotencyKey), fingerprintOfBody(request)])
  return { key, body }
}

function sortFields(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
