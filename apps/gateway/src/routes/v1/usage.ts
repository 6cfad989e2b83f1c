import { within } from '@bulkhead/calls/deadline'
import { Usage } from '@bulkhead/contracts/http/usage'

import { leases } from '../../admission/leases.ts'
import { READ_TIMEOUT_MS, STORAGE_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/reader.ts'
import { tenantRoute, type TenantCall } from '../../route.ts'

export const usage = tenantRoute({
  method: 'GET',
  path: '/v1/usage',
  scopes: ['usage:read'],
  operation: { summary: 'What was used, and what is left of each limit', response: Usage },
  probes: () => [{}],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const [{ limits, ...used }, documents, sessions] = await Promise.all([
      tokensOf(call),
      storedBy(call),
      heldBySessions(call),
    ])
    return Response.json({ limits: { ...limits, ...documents, ...sessions }, ...used })
  },
})

/** What leases of this isolate have served is known to the home object first. */
async function tokensOf(call: TenantCall): Promise<Usage> {
  const { exchange, ctx } = call
  await leases.endAll(exchange, ctx.tenantId)
  return await ask(call, 'rate-limit', () => exchange.env.RATE_LIMIT.usage(ctx))
}

/** What the documents take up; nothing when rag does not answer, since the tokens do not depend on it. */
async function storedBy(call: TenantCall): Promise<Pick<Usage['limits'], 'documents' | 'documentBytes'>> {
  const { maxDocuments, maxBytes } = call.tenant.rag.rag
  try {
    const used = await within(
      STORAGE_TIMEOUT_MS,
      ask(call, 'rag', () => call.exchange.env.RAG.storage(call.ctx)),
    )
    return {
      documents: left(maxDocuments, used.documents),
      documentBytes: left(maxBytes, used.documentBytes),
    }
  } catch {
    // Whoever did not answer has been logged.
    return {}
  }
}

/** What the sessions take up; nothing when chat does not answer. */
async function heldBySessions(call: TenantCall): Promise<Pick<Usage['limits'], 'sessionBytes'>> {
  const { maxBytes } = call.tenant.chat.sessions
  try {
    const used = await within(
      STORAGE_TIMEOUT_MS,
      ask(call, 'chat', () => call.exchange.env.CHAT.storage(call.ctx)),
    )
    return { sessionBytes: left(maxBytes, used.sessionBytes) }
  } catch {
    // Whoever did not answer has been logged.
    return {}
  }
}

function left(limit: number, used: number): { limit: number; used: number; remaining: number } {
  return { limit, used, remaining: Math.max(0, limit - used) }
}
