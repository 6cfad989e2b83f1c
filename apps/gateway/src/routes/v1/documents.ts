import { DocumentInput, FileQuery } from '@bulkhead/contracts/http/documents'
import { PageRequest } from '@bulkhead/contracts/http/lists'
import type { FileInput } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { MAX_FILE_BYTES, MAX_JSON_BYTES, READ_TIMEOUT_MS, UPLOAD_TIMEOUT_MS } from '../../limits.ts'
import { sendStored } from '../../reply/send-stored.ts'
import { ask } from '../../request/ask.ts'
import type { Exchange } from '../../request/exchange.ts'
import { jsonBody, nothing, queryOf } from '../../request/json-body.ts'
import { invalid, parseWith, refuseEncoded, refuseTooLarge } from '../../request/read-body.ts'
import { pathId, tenantRoute } from '../../route.ts'

type Upload =
  | { kind: 'json'; document: DocumentInput }
  | { kind: 'file'; file: FileInput; body: ReadableStream }

const readJson = jsonBody(DocumentInput)

/** JSON is a document as text; any other content type is a raw file, streamed on with its length. */
async function readUpload(exchange: Exchange): Promise<{ input: Upload; text: string }> {
  const { request, url } = exchange
  const contentType = request.headers.get('content-type') ?? ''
  if (/^application\/json\s*(;|$)/i.test(contentType)) {
    refuseTooLarge(request, MAX_JSON_BYTES)
    const { input, text } = await readJson(exchange)
    return { input: { kind: 'json', document: input }, text }
  }
  if (contentType === '') {
    throw new BulkheadError('unsupported_media_type', {
      message: 'Send a Content-Type: application/json for a document as text, or the type of the raw file.',
    })
  }
  refuseEncoded(request)
  const length = request.headers.get('content-length')
  if (length === null) throw new BulkheadError('length_required')
  if (request.body === null || Number(length) === 0)
    throw invalid([{ path: 'body', message: 'must have at least one byte' }])
  const { id, title } = parseWith(FileQuery, Object.fromEntries(url.searchParams))
  const file: FileInput = {
    contentType,
    bytes: Number(length),
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
  }
  return { input: { kind: 'file', file, body: request.body }, text: url.search }
}

export const putDocument = tenantRoute({
  method: 'POST',
  path: '/v1/documents',
  scopes: ['documents:write'],
  maxBytes: MAX_FILE_BYTES,
  timeoutMs: UPLOAD_TIMEOUT_MS,
  read: readUpload,
  handle: async (call, upload) => {
    const { RAG } = call.exchange.env
    const tenant = call.tenant.rag
    const receipt = await ask(call, 'rag', () =>
      upload.kind === 'json'
        ? RAG.putDocument(call.ctx, tenant, upload.document)
        : RAG.putFile(call.ctx, tenant, upload.file, upload.body),
    )
    return sendStored(receipt, 202)
  },
})

export const listDocuments = tenantRoute<PageRequest>({
  method: 'GET',
  path: '/v1/documents',
  scopes: ['documents:read'],
  timeoutMs: READ_TIMEOUT_MS,
  read: queryOf(PageRequest),
  handle: async (call, page) =>
    Response.json(await ask(call, 'rag', () => call.exchange.env.RAG.listDocuments(call.ctx, page))),
})

export const getDocument = tenantRoute({
  method: 'GET',
  path: '/v1/documents/:id',
  scopes: ['documents:read'],
  timeoutMs: READ_TIMEOUT_MS,
  read: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    return Response.json(await ask(call, 'rag', () => call.exchange.env.RAG.getDocument(call.ctx, id)))
  },
})

export const deleteDocument = tenantRoute({
  method: 'DELETE',
  path: '/v1/documents/:id',
  scopes: ['documents:write'],
  timeoutMs: READ_TIMEOUT_MS,
  read: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    await ask(call, 'rag', () => call.exchange.env.RAG.deleteDocument(call.ctx, id))
    return new Response(null, { status: 204 })
  },
})

export const retryDocument = tenantRoute({
  method: 'POST',
  path: '/v1/documents/:id/retry',
  scopes: ['documents:write'],
  timeoutMs: READ_TIMEOUT_MS,
  read: nothing,
  handle: async (call) => {
    const id = pathId(call.exchange)
    const receipt = await ask(call, 'rag', () => call.exchange.env.RAG.retryDocument(call.ctx, id))
    return Response.json(receipt, { status: 202 })
  },
})
