import type { RequestContext } from '@bulkhead/contracts/context'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

/** What a request is logged under. */
export interface Trace {
  readonly requestId: string
  readonly traceparent: string
  readonly traceId: string
}

/** Operators have no key. */
const KEY_ID = 'admin'

/** An operator's call on behalf of a tenant. */
export function contextFor(
  tenantId: TenantId,
  { requestId, traceparent }: Pick<Trace, 'requestId' | 'traceparent'>,
  { route, deadline }: { readonly route: string; readonly deadline: number },
): RequestContext {
  return { requestId, traceparent, tenantId, keyId: KEY_ID, route, deadline }
}
