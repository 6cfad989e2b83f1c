export interface TokenLimit {
  readonly limit: number
  readonly used: number
  readonly reserved: number
  readonly remaining: number
  readonly resetsAt: string
}

export interface TokenCounts {
  readonly requests: number
  readonly promptTokens: number
  readonly completionTokens: number
  readonly totalTokens: number
}

/** `GET /v1/usage`: what is left of each limit, and what was used, newest day first. */
export interface Usage {
  readonly limits: {
    readonly requests: { readonly limit: number; readonly remaining: number; readonly resetsAt: string }
    readonly tokensPerDay: TokenLimit
    readonly tokensPerMonth?: TokenLimit
  }
  readonly days: readonly (TokenCounts & {
    /** UTC, `YYYY-MM-DD`. */
    readonly date: string
    readonly models: readonly (TokenCounts & { readonly model: string })[]
  })[]
}
