import { DocumentsPage, type Document } from '@bulkhead/contracts/http/documents'
import { PageRequest } from '@bulkhead/contracts/http/lists'

import { EVERYBODY, workerRoute } from '../../route.ts'
import { ask, contextOf } from '../../tenant-call.ts'

export const listTenantDocuments = workerRoute({
  method: 'GET',
  path: '/admin/v1/tenants/:id/documents',
  roles: EVERYBODY,
  summary: "A tenant's documents, without what they say",
  query: DocumentsPage,
  serve: async (call, { query }) => {
    const ctx = contextOf(call)
    const page = await ask(call, 'rag', () => call.env.RAG.listDocuments(ctx, query))
    return { response: Response.json(page) }
  },
})

/** A document is a dead letter once every attempt to read it has failed. */
export const listDeadLetters = workerRoute({
  method: 'GET',
  path: '/admin/v1/tenants/:id/dead-letters',
  roles: EVERYBODY,
  summary: 'Documents that every attempt has failed for, and why',
  query: PageRequest,
  serve: async (call, { query }) => {
    const ctx = contextOf(call)
    const failed = { ...query, status: 'failed' as const }
    const { data, nextCursor } = await ask(call, 'rag', () => call.env.RAG.listDocuments(ctx, failed))
    return { response: Response.json({ data: data.map(letterOf), nextCursor }) }
  },
})

function letterOf({ id, title, version, bytes, format, createdAt, updatedAt, error }: Document): object {
  return {
    documentId: id,
    title,
    version,
    bytes,
    format,
    createdAt,
    failedAt: updatedAt,
    reason: error ?? null,
  }
}
