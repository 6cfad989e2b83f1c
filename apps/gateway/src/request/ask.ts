import { DeadlinePassed, untilDeadline } from '@bulkhead/calls/deadline'
import { isOverloaded } from '@bulkhead/calls/transient'
import type { RequestContext } from '@bulkhead/contracts/context'
import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Exchange } from './exchange.ts'

interface Asking {
  readonly exchange: Exchange
  readonly ctx: Pick<RequestContext, 'deadline'>
  isAnswered?: boolean
}

/**
 * Calls a Worker behind the gateway, once: whoever owns the work repeats it, since only the owner knows whether it ran.
 * Throws its refusals unchanged; a Worker that throws or does not answer is down.
 */
export async function ask<T>(
  asking: Asking,
  target: 'chat' | 'rag' | 'rate-limit' | 'observe' | 'control',
  send: () => Promise<Outcome<T>>,
): Promise<T> {
  const { exchange, ctx } = asking
  let outcome: Outcome<T>
  try {
    outcome = await untilDeadline(ctx.deadline, send)
  } catch (thrown) {
    const reason =
      thrown instanceof DeadlinePassed ? 'no answer' : isOverloaded(thrown) ? 'overloaded' : 'threw'
    exchange.log.error(
      'call failed',
      { target, outcome: reason, errorCode: 'service_unavailable' },
      { thrown },
    )
    throw new BulkheadError('service_unavailable', { cause: thrown })
  }
  asking.isAnswered = true
  if (outcome.ok && outcome.told !== undefined) exchange.told.push(outcome.told)
  return unwrap(outcome)
}
