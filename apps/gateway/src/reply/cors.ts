import { PREFLIGHT_MAX_AGE_SECONDS } from '../limits.ts'

const EXPOSED =
  'x-request-id, x-client-request-id, traceparent, etag, retry-after, ratelimit, ratelimit-policy, x-should-retry, idempotency-replayed, x-bulkhead-model, x-bulkhead-attempts, x-bulkhead-overhead-ms, x-bulkhead-degraded, x-bulkhead-version, x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests, x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens'

/**
 * A preflight carries no identity: the origin is allowed if any tenant lists it; the real response decides by
 * its own tenant.
 */
export async function preflight(
  request: Request,
  allows: (origin: string) => Promise<boolean>,
): Promise<Response> {
  const headers = new Headers({ vary: 'origin' })
  const origin = request.headers.get('origin')
  if (origin !== null && (await allows(origin))) {
    headers.set('access-control-allow-origin', origin)
    headers.set('access-control-allow-methods', 'GET, POST, PATCH, DELETE')
    headers.set(
      'access-control-allow-headers',
      request.headers.get('access-control-request-headers') ??
        'authorization, content-type, x-api-key, idempotency-key',
    )
    headers.set('access-control-max-age', String(PREFLIGHT_MAX_AGE_SECONDS))
  }
  return new Response(null, { status: 204, headers })
}

/**
 * Lets a browser page read the response if the caller's own tenant lists its origin. Where no tenant was
 * recognised, any tenant's list counts: an error that nothing identifies holds nothing of anybody's, and
 * without the header it would look like a dead network.
 */
export function allowOrigin(
  headers: Record<string, string>,
  origin: string | null,
  allows: (origin: string) => boolean,
): void {
  headers['vary'] = 'origin'
  delete headers['access-control-allow-origin']
  if (origin === null || !allows(origin)) return
  headers['access-control-allow-origin'] = origin
  headers['access-control-expose-headers'] = EXPOSED
}
