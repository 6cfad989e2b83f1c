export interface RequestLimit {
  readonly requestsPerMinute: number
  /** How many may come at once. */
  readonly burst: number
}

/** What is left of the limits after a decision; what the limit headers are made of. */
export interface Limits {
  readonly requests: {
    readonly limit: number
    readonly burst: number
    /** What would be admitted at once now. */
    readonly remaining: number
    /** Until the whole burst is there again. */
    readonly resetMs: number
  }
  /** The tightest token budget, if there is one. */
  readonly tokens?: { readonly limit: number; readonly remaining: number; readonly resetMs: number }
}
