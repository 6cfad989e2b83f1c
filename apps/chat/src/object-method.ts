import { traceIdOf, type RequestContext } from '@bulkhead/contracts/context'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import { boundary } from '@bulkhead/errors/boundary'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log } from '@bulkhead/logging/log'

export interface ObjectCall {
  readonly ctx: RequestContext
  readonly className: string
  readonly objectId: string
  readonly method: string
}

/**
 * The body of every public method of a Durable Object: inside the boundary that logs and counts, and with refusals as plain data, since the
 * runtime takes everything thrown across a binding for a crash of the object. Only bugs and failing storage are thrown on.
 */
export async function objectMethod<T>(
  log: Log,
  { ctx, ...call }: ObjectCall,
  run: () => T | Promise<T>,
): Promise<Outcome<T>> {
  const { tenantId, requestId } = ctx
  const traceId = traceIdOf(ctx.traceparent)
  try {
    return accept(await boundary(log, { ...call, tenantId, requestId, traceId }, run))
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code === 'internal') throw error
    return refuse(error)
  }
}

/** The body of an alarm: the runtime repeats one that throws, and nobody else would hear of it. The object's name begins with its tenant. */
export function objectAlarm(
  log: Log,
  { className, id }: { readonly className: string; readonly id: DurableObjectId },
  run: () => void | Promise<void>,
): Promise<void> {
  const [tenantId = ''] = (id.name ?? '').split('/')
  return boundary(log, { className, objectId: id.toString(), method: 'alarm', tenantId }, run)
}
