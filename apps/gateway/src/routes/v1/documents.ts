import { Document, DocumentReceipt, DocumentsPage } from '@bulkhead/contracts/http/documents'
import { pageOf } from '@bulkhead/contracts/http/lists'

import { MAX_FILE_BYTES, READ_TIMEOUT_MS, UPLOAD_TIMEOUT_MS } from '../../limits.ts'
import { sendStored } from '../../reply/send-stored.ts'
import { ask } from '../../request/ask.ts'
import { queryOf } from '../../request/reader.ts'
import { upload } from '../../request/upload.ts'
import { tenantRoute } from '../../route.ts'

const path = '/v1/documents'

export const putDocument = tenantRoute({
  method: 'POST',
  path,
  scopes: ['documents:write'],
  operation: {
    summary: 'Add or replace a document',
    description:
      'As JSON up to 1 MiB, or as the raw file up to 25 MiB with its content type and length. The same id with the same content changes nothing; new content becomes a new version that replaces the old one as a whole.',
    status: 202,
    response: DocumentReceipt,
    errors: ['storage_unavailable'],
  },
  probes: ({ caller, twinId, words }) => {
    const document = {
      title: words('title'),
      text: `The ballast of ${words('document')} is iron. The keel of ${words('document')} is oak.`,
      metadata: { owner: caller, note: words('metadata') },
    }
    return [
      { body: { id: twinId, ...document }, foreign: 'served' },
      { body: document, hasKey: true, foreign: 'served' },
    ]
  },
  maxBytes: MAX_FILE_BYTES,
  timeoutMs: UPLOAD_TIMEOUT_MS,
  reads: upload,
  keepsResults: true,
  handle: async (call, sent) => {
    const { RAG } = call.exchange.env
    const tenant = call.tenant.rag
    const receipt = await ask(call, 'rag', () =>
      sent.kind === 'json'
        ? RAG.putDocument(call.ctx, tenant, sent.document)
        : RAG.putFile(call.ctx, tenant, sent.file, sent.body),
    )
    return sendStored(receipt, 202)
  },
})

export const listDocuments = tenantRoute({
  method: 'GET',
  path,
  scopes: ['documents:read'],
  operation: {
    summary: 'List documents',
    description:
      'Newest first. `status` and `q` (a part of the id or title) leave out the others. A page ends at about 1 MiB.',
    response: pageOf(Document),
  },
  probes: () => [{ query: { limit: '100' } }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: queryOf(DocumentsPage),
  handle: async (call, page) =>
    Response.json(await ask(call, 'rag', () => call.exchange.env.RAG.listDocuments(call.ctx, page))),
})
