import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log, LogFields } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'

import {
  countInvocation,
  storageMetric,
  type Invocation,
  type InvocationStatus,
} from './invocation-counts.ts'

/**
 * Every public method of a Durable Object runs inside one of these. A refusal of the catalogue below 500
 * passes through; anything else is logged with tenant and object id, counted, and rethrown as a typed error
 * whose `code` survives the way to the caller.
 */
export async function boundary<T>(log: Log, invocation: Invocation, run: () => T | Promise<T>): Promise<T> {
  try {
    const result = await run()
    countInvocation(log, invocation, 'ok')
    return result
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    const status = statusOf(error)
    if (status === 'error') logFailure(log, invocation, error, thrown)
    else {
      if (status === 'unavailable')
        log.warn('durable object method unavailable', fieldsOf(invocation, error), { thrown })
      countInvocation(log, invocation, status)
    }
    throw error
  }
}

function statusOf({ code, status }: BulkheadError): InvocationStatus {
  if (status < 500) return 'refused'
  return code === 'internal' || code === 'storage_unavailable' ? 'error' : 'unavailable'
}

/** Counted on its own line, since an isolate in trouble may not live to log its sums. */
function logFailure(log: Log, invocation: Invocation, error: BulkheadError, thrown: unknown): void {
  const { tenantId, className, method } = invocation
  const labels = { tenantId, className, methodName: method, status: 'error' satisfies InvocationStatus }
  const metrics = [metric('durable_object_invocations_total', 1, labels), ...storageMetric(invocation)]
  log.error('durable object method failed', fieldsOf(invocation, error), { thrown, metrics })
}

function fieldsOf(invocation: Invocation, { code }: BulkheadError): LogFields {
  const { className, objectId, method, tenantId, requestId, leaseId, traceId } = invocation
  return {
    tenantId,
    requestId,
    leaseId,
    traceId,
    durableObjectClass: className,
    durableObjectId: objectId,
    durableObjectMethod: method,
    errorCode: code,
  }
}
