import type { Limits } from '@bulkhead/contracts/rate-limit'

/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers) and OpenAI's `x-ratelimit-*`. q: requests per minute; r: what
 * would be admitted at once now; t: seconds until the whole burst is there again.
 */
export function setLimitHeaders(headers: Headers, { requests, tokens }: Limits): void {
  const resetSeconds = Math.ceil(requests.resetMs / 1_000)
  headers.set('ratelimit-policy', `"requests";q=${requests.limit};w=60`)
  headers.set('ratelimit', `"requests";r=${requests.remaining};t=${resetSeconds}`)
  headers.set('x-ratelimit-limit-requests', String(requests.limit))
  headers.set('x-ratelimit-remaining-requests', String(requests.remaining))
  headers.set('x-ratelimit-reset-requests', formatDuration(requests.resetMs))
  headers.set('x-ratelimit-limit-tokens', String(tokens.limit))
  headers.set('x-ratelimit-remaining-tokens', String(tokens.remaining))
  headers.set('x-ratelimit-reset-tokens', formatDuration(tokens.resetMs))
}

/** As OpenAI writes durations: `20ms`, `1.5s`, `6m0s`, `1h2m3s`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.ceil(ms)}ms`
  if (ms < 60_000) return `${Math.ceil(ms / 100) / 10}s`
  const seconds = Math.ceil(ms / 1_000)
  const hours = Math.floor(seconds / 3_600)
  const rest = `${Math.floor((seconds % 3_600) / 60)}m${seconds % 60}s`
  return hours > 0 ? `${hours}h${rest}` : rest
}
