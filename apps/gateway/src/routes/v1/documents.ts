import {
  BatchReceipt,
  Document,
  DocumentReceipt,
  DocumentsPage,
  type FileReceipt,
} from '@bulkhead/contracts/http/documents'
import { pageOf } from '@bulkhead/contracts/http/lists'
import type { PutFilesReply } from '@bulkhead/contracts/rag'
import * as z from 'zod/mini'

import { READ_TIMEOUT_MS, UPLOAD_TIMEOUT_MS } from '../../limits.ts'
import { sendStored } from '../../reply/send-stored.ts'
import { ask } from '../../request/ask.ts'
import { queryOf } from '../../request/reader.ts'
import { mostBytesOf, upload } from '../../request/upload.ts'
import { tenantRoute } from '../../route.ts'

const path = '/v1/documents'

export const putDocument = tenantRoute({
  method: 'POST',
  path,
  scopes: ['documents:write'],
  operation: {
    summary: 'Add or replace a document',
    description:
      'As JSON up to 1 MiB, as the raw file up to 25 MiB with its content type and length, or as a form of one or many files. Of a raw file, `id`, `title`, `metadata` (JSON), `format` and `fileName` stand in the query; a query makes a body of JSON a raw file, too. A form has a part `file` for each file, and parts `id`, `title` and `metadata`, once for each file in the same order; one `metadata` is that of all. Several files, and a zip of files, are answered with `data`, one entry for each: a file that is refused has an `error` and keeps no other out. The same id with the same content changes nothing; new content becomes a new version that replaces the old one as a whole.',
    status: 202,
    response: z.union([DocumentReceipt, BatchReceipt]),
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
  maxBytes: mostBytesOf,
  timeoutMs: UPLOAD_TIMEOUT_MS,
  reads: upload,
  keepsResults: true,
  handle: async (call, sent) => {
    const { RAG } = call.exchange.env
    const tenant = call.tenant.rag
    if (sent.kind === 'json') {
      const receipt = await ask(call, 'rag', () => RAG.putDocument(call.ctx, tenant, sent.document))
      return sendStored(receipt, 202)
    }
    const reply = await ask(call, 'rag', () =>
      sent.kind === 'file'
        ? RAG.putFiles(call.ctx, tenant, sent.file, sent.body)
        : RAG.putForm(call.ctx, tenant, sent.form, sent.body),
    )
    return sendReceipts(reply)
  },
})

function sendReceipts({ isBatch, files, replayed = false }: PutFilesReply): Response {
  const [only = {}] = files
  return sendStored({ ...(isBatch ? { data: files } : withoutName(only)), replayed }, 202)
}

/** Whoever sends one file knows its name. */
function withoutName(receipt: Partial<FileReceipt>): object {
  return { ...receipt, fileName: undefined }
}

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
