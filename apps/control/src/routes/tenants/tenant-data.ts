import { OPERATORS, OWNERS, EVERYBODY, workerRoute } from '../../route.ts'
import { ask, contextOf } from '../../tenant-call.ts'

export const eraseTenantData = workerRoute({
  method: 'DELETE',
  path: '/admin/v1/tenants/:id/data',
  roles: OWNERS,
  summary: "Erase a tenant's documents, conversations and usage; safe to repeat until every count is 0",
  serve: async (call) => {
    const { env } = call
    const ctx = contextOf(call)
    const rag = await ask(call, 'rag', () => env.RAG.erase(ctx))
    const chat = await ask(call, 'chat', () => env.CHAT.erase(ctx))
    const usage = await ask(call, 'rate-limit', () => env.RATE_LIMIT.erase(ctx))
    const { documents, chunks } = rag
    const { sessions, messages } = chat
    const erased = { documents, chunks, sessions, messages, usageRows: usage.rows }
    const changes = Object.entries(erased).map(([path, before]) => ({ path, before, after: 0 }))
    return { response: Response.json(erased), deed: { action: 'tenant.data.erased', changes } }
  },
})

export const retryTenantDocuments = workerRoute({
  method: 'POST',
  path: '/admin/v1/tenants/:id/documents/retry',
  roles: OPERATORS,
  summary: "Retry all of a tenant's failed documents",
  serve: async (call) => {
    const ctx = contextOf(call)
    const { retried } = await ask(call, 'rag', () => call.env.RAG.retryAll(ctx))
    const changes = [{ path: 'retried', before: null, after: retried }]
    return { response: Response.json({ retried }), deed: { action: 'tenant.documents.retried', changes } }
  },
})

export const getTenantEmbedding = workerRoute({
  method: 'GET',
  path: '/admin/v1/tenants/:id/embedding',
  roles: EVERYBODY,
  summary: "Which embedding model a tenant's documents are searched with, and how far a change of it is",
  serve: async (call) => {
    const ctx = contextOf(call)
    return { response: Response.json(await ask(call, 'rag', () => call.env.RAG.embeddingProgress(ctx))) }
  },
})
