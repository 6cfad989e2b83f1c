import type { RequestContext } from '@bulkhead/contracts/context'
import type { Log } from '@bulkhead/logging/log'

import type { ChatEnv } from './env.ts'

/** What everything that serves one request needs; the same in the Worker and in a Durable Object. */
export interface Run {
  readonly env: ChatEnv
  readonly ctx: RequestContext
  readonly log: Log
  readonly waitUntil: (work: Promise<unknown>) => void
  /** The reservation that `ctx` names does not exist yet: whoever does the work makes it. */
  readonly isUnreserved?: boolean
}
