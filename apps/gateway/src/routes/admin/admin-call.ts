import type { RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { isTenantId } from '@bulkhead/tenant-schema/tenant-id'

import { bindTenant } from '../../identity/recognise.ts'
import { READ_TIMEOUT_MS, UPLOAD_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import type { Exchange } from '../../request/exchange.ts'
import { pathId, type TenantCall } from '../../route.ts'
import { tenantOf, type Tenant } from '../../tenants/tenant.ts'

/** The tenant in the path, which may be suspended. @throws BulkheadError `tenant_not_found` */
export async function tenantOfPath(exchange: Exchange): Promise<Tenant> {
  const id = pathId(exchange)
  if (!isTenantId(id)) throw new BulkheadError('tenant_not_found')
  const ctx = { deadline: exchange.startMs + READ_TIMEOUT_MS }
  const { config, epoch } = await ask({ exchange, ctx }, 'control', () => exchange.env.CONTROL.record(id))
  const tenant = tenantOf(config, epoch)
  bindTenant(exchange, tenant.id)
  return tenant
}

/** The operator's call on behalf of the tenant in the path. */
export async function adminCall(exchange: Exchange): Promise<TenantCall> {
  const tenant = await tenantOfPath(exchange)
  const ctx: RequestContext = {
    requestId: exchange.requestId,
    traceparent: exchange.traceparent,
    tenantId: tenant.id,
    keyId: 'admin',
    route: exchange.route,
    deadline: exchange.startMs + UPLOAD_TIMEOUT_MS,
  }
  return { exchange, tenant, ctx, isAnswered: false }
}
