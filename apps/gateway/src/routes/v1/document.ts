import { Document, DocumentReceipt } from '@bulkhead/contracts/http/documents'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ask } from '../../request/ask.ts'
import { nothing } from '../../request/reader.ts'
import { pathId, tenantRoute } from '../../route.ts'

const path = '/v1/documents/:id'

export const getDocument = tenantRoute({
  method: 'GET',
  path,
  scopes: ['documents:read'],
  operation: { summary: 'Read the status of a document', response: Document },
  probes: ({ documentId }) => [{ params: { id: documentId }, foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    return Response.json(await ask(call, 'rag', () => call.exchange.env.RAG.getDocument(call.ctx, id)))
  },
})

export const deleteDocument = tenantRoute({
  method: 'DELETE',
  path,
  scopes: ['documents:write'],
  operation: { summary: 'Delete a document', status: 204 },
  probes: ({ documentId }) => [{ params: { id: documentId }, spends: 'document', foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    await ask(call, 'rag', () => call.exchange.env.RAG.deleteDocument(call.ctx, id))
    return new Response(null, { status: 204 })
  },
})

export const retryDocument = tenantRoute({
  method: 'POST',
  path: `${path}/retry`,
  scopes: ['documents:write'],
  operation: { summary: 'Retry a failed document', status: 202, response: DocumentReceipt },
  probes: ({ documentId }) => [{ params: { id: documentId }, foreign: 'not_found' }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    const receipt = await ask(call, 'rag', () => call.exchange.env.RAG.retryDocument(call.ctx, id))
    return Response.json(receipt, { status: 202 })
  },
})
