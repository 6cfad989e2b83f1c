import type { RequestContext } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
import type { Log } from '@bulkhead/logging/log'

import { rpcMethod } from './rpc-method.ts'

interface Setting {
  readonly log: Log
  readonly waitUntil: (work: Promise<unknown>) => void
}

/**
 * The same as {@link rpcMethod} with one line for all that goes well. The runtime drops the work of a caller that
 * leaves, and with it the lines that are not yet written, unless it is told to wait.
 */
export function gatheredMethod<T>(
  setting: Setting,
  ctx: RequestContext,
  run: (log: Log) => Promise<T>,
): Promise<Outcome<T>> {
  return gathered(setting, (log) => rpcMethod(log, ctx, () => run(log)))
}

/**
 * The same as {@link gatheredMethod} where the caller may log for its callee: then what went well goes along with the
 * answer, but for what still goes on, such as a stream.
 */
export function toldMethod<T>(
  setting: Setting,
  ctx: RequestContext,
  run: (log: Log) => Promise<T>,
): Promise<Outcome<T>> {
  return gathered(setting, async (log) => {
    const outcome = await rpcMethod(log, ctx, () => run(log))
    const told = outcome.ok && ctx.logsForCallee === true ? log.handOver() : undefined
    return told === undefined ? outcome : { ...outcome, told }
  })
}

function gathered<T>({ log, waitUntil }: Setting, answer: (log: Log) => Promise<T>): Promise<T> {
  const gathering = log.gathering()
  const answered = gathering.during(answer(gathering))
  waitUntil(answered)
  return answered
}
