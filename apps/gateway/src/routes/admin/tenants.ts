import type { RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { bindTenant } from '../../identity/resolve-tenant.ts'
import { UPLOAD_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import type { Exchange } from '../../request/exchange.ts'
import { adminRoute, pathId, type TenantCall } from '../../route.ts'
import type { Tenant } from '../../tenants/tenant-directory.ts'

/** Erases what the tenant stored: documents, conversations and usage. Safe to repeat until every count is 0. */
export const eraseTenant = adminRoute('DELETE', '/admin/tenants/:id/data', async (exchange) => {
  const call = await adminCall(exchange)
  const { env } = exchange
  const rag = await ask(call, 'rag', () => env.RAG.erase(call.ctx))
  const chat = await ask(call, 'chat', () => env.CHAT.erase(call.ctx))
  const usage = await ask(call, 'rate-limit', () => env.RATE_LIMIT.erase(call.ctx))
  return Response.json({
    documents: rag.documents,
    chunks: rag.chunks,
    sessions: chat.sessions,
    messages: chat.messages,
    usageRows: usage.rows,
  })
})

export const retryTenantDocuments = adminRoute(
  'POST',
  '/admin/tenants/:id/documents/retry',
  async (exchange) => {
    const call = await adminCall(exchange)
    const { retried } = await ask(call, 'rag', () => exchange.env.RAG.retryAll(call.ctx))
    return Response.json({ retried })
  },
)

/** Which embedding model the tenant's documents are searched by. Asking also sets a tenant out that has been idle since the change. */
export const getTenantEmbedding = adminRoute('GET', '/admin/tenants/:id/embedding', async (exchange) => {
  const call = await adminCall(exchange)
  return Response.json(await ask(call, 'rag', () => exchange.env.RAG.embeddingProgress(call.ctx)))
})

/** The tenant in the path, who may be suspended. */
export async function tenantOfPath(exchange: Exchange): Promise<Tenant> {
  const tenant = (await exchange.build.directory(exchange.env)).byId(pathId(exchange))
  if (tenant === undefined) throw new BulkheadError('tenant_not_found')
  bindTenant(exchange, tenant.id)
  return tenant
}

/** A call on behalf of the tenant in the path. */
async function adminCall(exchange: Exchange): Promise<TenantCall> {
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
