import type { Log } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'

import { BulkheadError } from './bulkhead-error.ts'
import { countInvocation } from './invocation-counts.ts'

/** Which call of which Durable Object, for the log. */
export interface Invocation {
  readonly className: string
  readonly objectId: string
  readonly method: string
  readonly tenantId: string
  readonly requestId?: string | undefined
  readonly traceId?: string | undefined
  /** How large the object's database is; asked about once a second. */
  readonly storageBytes?: (() => number) | undefined
}

/**
 * Every public method of a Durable Object runs inside one of these. A refusal of the catalogue below 500 passes through; anything else is
 * logged with tenant and object id, counted, and rethrown as a typed error whose `code` survives the way to the caller.
 */
export async function boundary<T>(log: Log, invocation: Invocation, run: () => T | Promise<T>): Promise<T> {
  try {
    const result = await run()
    countInvocation(log, invocation, 'ok')
    return result
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.status < 500) {
      countInvocation(log, invocation, 'refused')
      throw error
    }
    const { className, objectId, method, tenantId, requestId, traceId } = invocation
    log.error(
      'durable object method failed',
      {
        tenantId,
        requestId,
        traceId,
        durableObjectClass: className,
        durableObjectId: objectId,
        durableObjectMethod: method,
        errorCode: error.code,
      },
      {
        thrown,
        metrics: [
          metric('durable_object_invocations_total', 1, {
            tenantId,
            className,
            methodName: method,
            status: 'error',
          }),
        ],
      },
    )
    throw error
  }
}
