import { logFieldsOf, parseContext, type RequestContext } from '@bulkhead/contracts/context'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log } from '@bulkhead/logging/log'

/**
 * The body of every RPC method of a Worker: parses the context again, runs, and turns whatever is thrown into
 * a refusal. What is not an error of the catalogue is a bug: it is logged here with its stack and answered as
 * `internal`.
 */
export async function rpcMethod<T>(
  log: Log,
  ctx: RequestContext,
  run: () => Promise<T>,
): Promise<Outcome<T>> {
  try {
    parseContext(ctx)
    return accept(await run())
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code === 'internal') {
      log.error('rpc method failed', { ...logFieldsOf(ctx), errorCode: error.code }, { thrown })
    }
    return refuse(error)
  }
}
