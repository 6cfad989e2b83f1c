import type { Limits } from '@bulkhead/contracts/limits'

/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers) and OpenAI's `x-ratelimit-*`. q:
 * requests per minute; r: what would be admitted at once now; t: seconds until the whole burst is available
 * again. A tenant with budgets in money alone has no limit of tokens.
 */
export function limitHeaders({ requests, tokens }: Limits): Record<string, string> {
  const resetSeconds = Math.ceil(requests.resetMs / 1_000)
  return {
    'ratelimit-policy': `"requests";q=${requests.limit};w=60`,
    ratelimit: `"requests";r=${requests.remaining};t=${resetSeconds}`,
    'x-ratelimit-limit-requests': String(requests.limit),
    'x-ratelimit-remaining-requests': String(requests.remaining),
    'x-ratelimit-reset-requests': formatDuration(requests.resetMs),
    ...(tokens === undefined ? {} : tokenHeaders(tokens)),
  }
}

function tokenHeaders({ limit, remaining, resetMs }: NonNullable<Limits['tokens']>): Record<string, string> {
  return {
    'x-ratelimit-limit-tokens': String(limit),
    'x-ratelimit-remaining-tokens': String(remaining),
    'x-ratelimit-reset-tokens': formatDuration(resetMs),
  }
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
