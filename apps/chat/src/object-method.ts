import { traceIdOf, type RequestContext } from '@bulkhead/contracts/context'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log } from '@bulkhead/logging/log'
import { boundary } from '@bulkhead/worker/boundary'

export interface ObjectCall {
  readonly ctx: RequestContext
  readonly className: string
  readonly state: DurableObjectState
  readonly method: string
}

/**
 * The body of every public method of a Durable Object: inside the boundary that logs and counts, and with refusals as plain data, since the
 * runtime takes everything thrown across a binding for a crash of the object. Only bugs and failing storage are thrown on.
 */
export async function objectMethod<T>(
  log: Log,
  { ctx, className, state, method }: ObjectCall,
  run: () => T | Promise<T>,
): Promise<Outcome<T>> {
  const { tenantId, requestId } = ctx
  const traceId = traceIdOf(ctx.traceparent)
  const invocation = { ...aboutOf(state), className, method, tenantId, requestId, traceId }
  try {
    return accept(await boundary(log, invocation, run))
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code === 'internal') throw error
    return refuse(error)
  }
}

/** The body of an alarm: the runtime repeats one that throws, and nobody else would hear of it. The object's name begins with its tenant. */
export function objectAlarm(
  log: Log,
  { className, state }: Pick<ObjectCall, 'className' | 'state'>,
  run: () => void | Promise<void>,
): Promise<void> {
  const [tenantId = ''] = (state.id.name ?? '').split('/')
  return boundary(log, { ...aboutOf(state), className, method: 'alarm', tenantId }, run)
}

function aboutOf({ id, storage }: DurableObjectState) {
  return { objectId: id.toString(), storageBytes: () => storage.sql.databaseSize }
}
