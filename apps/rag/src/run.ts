import { logFieldsOf, type RequestContext } from '@bulkhead/contracts/context'
import { Log } from '@bulkhead/logging/log'
import { Settlements } from '@bulkhead/spending/settlements'

import type { RagEnv } from './env.ts'
import { SERVICE_CALLS } from './limits.ts'

/** One per isolate: settlements that come close together are sent together. */
const settlements = new Settlements()

/**
 * Counts down the calls to other Workers that one invocation has left: the platform ends it when it makes too
 * many.
 */
export class ServiceCalls {
  #left: number

  constructor(most: number) {
    this.#left = most
  }

  /** Whether there were so many left; then they are taken. */
  take(calls: number): boolean {
    if (calls > this.#left) return false
    this.#left -= calls
    return true
  }
}

/**
 * What one invocation of the Worker works with: a call, or a batch of the queue, which may be for several
 * tenants.
 */
export interface Invocation {
  readonly env: RagEnv
  readonly log: Log
  readonly settlements: Settlements
  readonly serviceCalls: ServiceCalls
  readonly waitUntil: (work: Promise<unknown>) => void
}

/** What everything that serves one request works with; `log` says whose request it is. */
export interface Run extends Invocation {
  readonly ctx: RequestContext
}

export function startInvocation(
  env: RagEnv,
  execution: Pick<ExecutionContext, 'waitUntil'>,
  source: string,
): Invocation {
  return {
    env,
    log: new Log(source, env),
    settlements,
    serviceCalls: new ServiceCalls(SERVICE_CALLS),
    waitUntil: (work) => execution.waitUntil(work),
  }
}

export function runOf(invocation: Invocation, ctx: RequestContext): Run {
  return { ...invocation, ctx, log: invocation.log.with(logFieldsOf(ctx)) }
}
