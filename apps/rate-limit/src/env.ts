/** What `wrangler types` cannot know: variables that only some environments set. */
export interface RateLimitEnv extends Env {
  readonly LOG_LEVEL?: string
}
