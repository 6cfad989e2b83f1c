import { withClockFaults } from '@bulkhead/faults/faulty-clock'
import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'
import { withObjectFaults, withStorageFaults } from '@bulkhead/faults/faulty-objects'

import type { RateLimitEnv } from './env.ts'
import { RateLimit } from './rate-limit.ts'
import { RateLimiter } from './rate-limiter.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'
export { default } from './index.ts'
export { RateLimit }

withClockFaults(RateLimiter)
withWorkerFaults(RateLimit, 'worker:rate-limit')
withObjectFaults(RateLimiter, 'storage:RateLimiter')

/** rate-limit of the local environment: the same classes, in reach of the fault switch. */
class LocalRateLimiter extends RateLimiter {
  constructor(ctx: DurableObjectState, env: RateLimitEnv) {
    super(withStorageFaults(ctx, 'storage:RateLimiter'), env)
  }
}

export { LocalRateLimiter as RateLimiter }
