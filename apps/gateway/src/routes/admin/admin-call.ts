import type { RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { bindTenant } from '../../identity/resolve-tenant.ts'
import { UPLOAD_TIMEOUT_MS } from '../../limits.ts'
import type { Exchange } from '../../request/exchange.ts'
import { pathId, type TenantCall } from '../../route.ts'
import type { Tenant } from '../../tenants/tenant-directory.ts'

/** The tenant in the path, which may be suspended. @throws BulkheadError `tenant_not_found` */
export async function tenantOfPath(exchange: Exchange): Promise<Tenant> {
  const tenant = (await exchange.access.directory(exchange.env)).byId(pathId(exchange))
  if (tenant === undefined) throw new BulkheadError('tenant_not_found')
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
