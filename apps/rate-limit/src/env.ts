import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'

/** What `wrangler types` cannot know: the contract of a binding, and variables that only some environments set. */
export interface RateLimitEnv extends Omit<Env, 'CONTROL'> {
  readonly CONTROL: RecordKeeper
  readonly LOG_LEVEL?: string
}
