import { call, type Patience } from '@bulkhead/calls/call'
import { logFieldsOf, type RequestContext } from '@bulkhead/contracts/context'
import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log } from '@bulkhead/logging/log'

/** Who asks, and how patiently. */
export interface Asking {
  readonly ctx: RequestContext
  readonly log: Log
  readonly patience: Patience
}

/**
 * Asks a TenantObject. Its refusals come out as errors of the catalogue. An object that is down, overloaded,
 * late or was reset under the call is `storage_unavailable`. `send` is called for each attempt: a stub that
 * has failed stays broken.
 */
export async function askObject<T>(
  { ctx, log, patience }: Asking,
  send: () => Promise<Outcome<T>>,
): Promise<T> {
  const onRetry = (thrown: unknown) => log.warn('durable object asked again', logFieldsOf(ctx), { thrown })
  try {
    return unwrap(await call({ ...patience, onRetry }, ctx.deadline, send))
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code !== 'internal') throw error
    const errorCode = 'storage_unavailable'
    log.error('durable object call failed', { ...logFieldsOf(ctx), errorCode }, { thrown })
    throw new BulkheadError(errorCode, { cause: thrown })
  }
}
