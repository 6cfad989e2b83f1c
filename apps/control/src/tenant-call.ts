import { call as callPatiently } from '@bulkhead/calls/call'
import type { RequestContext } from '@bulkhead/contracts/context'
import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import type { TenantSettings } from '@bulkhead/contracts/record/tenant-record'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { registryOf } from './registry-of.ts'
import type { WorkerCall } from './route.ts'
import { contextFor } from './trace.ts'

/** The tenant of the path. */
export function requireTenant({ tenantId }: WorkerCall): TenantId {
  if (tenantId === undefined) throw new BulkheadError('tenant_not_found')
  return tenantId
}

/** The operator's call on behalf of the tenant of the path. */
export function contextOf(call: WorkerCall): RequestContext {
  const { trace, route, deadline } = call
  return contextFor(requireTenant(call), trace, { route, deadline })
}

export async function tenantSettings(call: WorkerCall): Promise<TenantSettings> {
  const { config } = await ask(call, 'registry', () => registryOf(call.env).record(requireTenant(call)))
  return config
}

/** One attempt: whoever owns the work retries it. */
const ONCE = { timeoutMs: Number.POSITIVE_INFINITY, attempts: 1, backoffMs: 0 }

/** Calls another Worker. Throws its refusals unchanged; one that throws or does not answer is down. */
export async function ask<T>(
  { log, deadline }: Pick<WorkerCall, 'log' | 'deadline'>,
  target: 'chat' | 'rag' | 'rate-limit' | 'observe' | 'registry',
  send: () => Promise<Outcome<T>>,
): Promise<T> {
  let outcome: Outcome<T>
  try {
    outcome = await callPatiently(ONCE, deadline, send)
  } catch (thrown) {
    const errorCode = 'service_unavailable'
    log.error('call failed', { target, errorCode }, { thrown })
    throw new BulkheadError(errorCode, { cause: thrown })
  }
  return unwrap(outcome)
}
