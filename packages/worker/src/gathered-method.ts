import type { RequestContext } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
import type { Log } from '@bulkhead/logging/log'

import { rpcMethod } from './rpc-method.ts'

interface Setting {
  readonly log: Log
  readonly waitUntil: (work: Promise<unknown>) => void
}

/**
 * The same as {@link gatheredMethod} where the caller may log for its callee: then what went well goes along with the
 * answer, but for what still goes on, such as a stream.
 */
export function toldMethod<T>(
  { log, waitUntil }: Setting,
  ctx: RequestContext,
  run: (log: Log) => Promise<T>,
): Promise<Outcome<T>> {
  const gathering = log.gathering()
  const telling = async () => {
    const outcome = await rpcMethod(gathering, ctx, () => run(gathering))
    const told = outcome.ok && ctx.logsForCallee === true ? gathering.handOver() : undefined
    return told === undefined ? outcome : { ...outcome, told }
  }
  const answered = gathering.during(telling())
  waitUntil(answered)
  return answered
}

/**
 * The same as {@link rpcMethod} with one line for all that goes well. The runtime drops the work of a caller that
 * leaves, and with it the lines that are not yet written, unless it is told to wait.
 */
export function gatheredMethod<T>(
  { log, waitUntil }: Setting,
  ctx: RequestContext,
  run: (log: Log) => Promise<T>,
): Promise<Outcome<T>> {
  const gathering = log.gathering()
  const answered = gathering.during(rpcMethod(gathering, ctx, () => run(gathering)))
  waitUntil(answered)
  return answered
}
