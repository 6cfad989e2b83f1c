/** What the headers of a refusal say of the limit that it met; each is left out where they do not say it. */
export interface MetLimit {
  readonly requestsPerMinute?: number
  readonly tokens?: number
  readonly tokensLeft?: number
  readonly retryAfterSeconds?: number
}

export function metLimitIn(headers: Headers): MetLimit {
  const [, perMinute] = /"requests";q=(\d+);w=60/.exec(headers.get('ratelimit-policy') ?? '') ?? []
  return {
    ...numbered('requestsPerMinute', perMinute),
    ...numbered('tokens', headers.get('x-ratelimit-limit-tokens')),
    ...numbered('tokensLeft', headers.get('x-ratelimit-remaining-tokens')),
    ...numbered('retryAfterSeconds', headers.get('retry-after')),
  }
}

function numbered(name: keyof MetLimit, text: string | null | undefined): MetLimit {
  const value = Number(text ?? Number.NaN)
  return Number.isFinite(value) ? { [name]: value } : {}
}
