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
  { log, waitUntil }: Setting,
  ctx: RequestContext,
  run: (log: Log) => Promise<T>,
): Promise<Outcome<T>> {
  const gathering = log.gathering()
  const answered = gathering.during(rpcMethod(gathering, ctx, () => run(gathering)))
  waitUntil(answered)
  return answered
}
