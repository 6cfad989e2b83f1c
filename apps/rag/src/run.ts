import { call } from '@bulkhead/calls/call'
import { traceIdOf, type RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { Log } from '@bulkhead/logging/log'
import type { Settlements } from '@bulkhead/spending/settlements'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Caller } from './corpus-protocol.ts'
import type { Corpus } from './corpus/corpus.ts'
import type { RagEnv } from './env.ts'
import { CORPUS_CALL } from './limits.ts'
import { corpusName } from './names.ts'
import type { ServiceCalls } from './service-calls.ts'

/** What one invocation of the Worker works with. */
export interface Scope {
  readonly env: RagEnv
  readonly log: Log
  readonly settlements: Settlements
  readonly serviceCalls: ServiceCalls
  readonly waitUntil: (work: Promise<unknown>) => void
}

export function callerOf({
  tenantId,
  requestId,
  traceparent,
}: Pick<RequestContext, 'tenantId' | 'requestId' | 'traceparent'>): Caller {
  return { tenantId, requestId, traceId: traceIdOf(traceparent) }
}

/** Work for several documents speaks as the request of the first. */
export function callerOfFirst(
  tenantId: TenantId,
  [first]: readonly Pick<RequestContext, 'requestId' | 'traceparent'>[],
): Caller {
  return first === undefined ? { tenantId, requestId: 'queue' } : callerOf({ tenantId, ...first })
}

/** Calls the tenant's Corpus. Its refusals come through as they are; that it cannot be reached is `storage_unavailable`. */
export async function corpusOf<T>(
  { env }: Scope,
  tenantId: TenantId,
  send: (corpus: DurableObjectStub<Corpus>) => Promise<T>,
): Promise<T> {
  try {
    return await call(CORPUS_CALL, Number.POSITIVE_INFINITY, () =>
      send(env.CORPORA.getByName(corpusName(tenantId))),
    )
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.status < 500) throw error
    throw new BulkheadError('storage_unavailable', { cause: thrown })
  }
}
