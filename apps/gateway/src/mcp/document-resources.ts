import { PASSAGES_MAX, type DocumentText } from '@bulkhead/contracts/http/document-text'
import type { Document } from '@bulkhead/contracts/http/documents'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { ask } from '../request/ask.ts'
import type { TenantCall } from '../route.ts'

const PREFIX = 'bulkhead://documents/'
/** A resource comes as one text: of a longer document, its beginning. */
const RESOURCE_PASSAGES = 4 * PASSAGES_MAX
const PAGE = 50

export const DOCUMENT_TEMPLATE = {
  uriTemplate: `${PREFIX}{id}`,
  name: 'document',
  title: 'Document',
  description: 'The text of a document by its id',
  mimeType: 'text/plain',
}

function uriOf(documentId: string): string {
  return `${PREFIX}${encodeURIComponent(documentId)}`
}

/** Newest first, a page at a time. */
export async function listResources(call: TenantCall, cursor: string | undefined) {
  const page = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
  const { env } = call.exchange
  const { data, nextCursor } = await ask(call, 'rag', () => env.RAG.listDocuments(call.ctx, page))
  return { resources: data.map(resourceOf), ...(nextCursor === null ? {} : { nextCursor }) }
}

function resourceOf({ id, title, updatedAt }: Document) {
  const annotations = { lastModified: updatedAt }
  return { uri: uriOf(id), name: id, title, mimeType: 'text/plain', annotations }
}

/** @throws BulkheadError `not_found` for any address that names no document of the tenant */
export async function readResource(call: TenantCall, uri: string) {
  const id = documentIdOf(uri)
  const texts: string[] = []
  let next: number | null = 0
  while (next !== null && texts.length < RESOURCE_PASSAGES) {
    const read: DocumentText = await passagesFrom(call, id, next)
    texts.push(...read.passages.map(({ text }) => text))
    next = read.nextFrom
  }
  if (next !== null) texts.push(`[The document goes on: call get_document with from ${next}.]`)
  return { contents: [{ uri, mimeType: 'text/plain', text: texts.join('\n\n') }] }
}

function passagesFrom(call: TenantCall, id: string, from: number): Promise<DocumentText> {
  const range = { from, limit: PASSAGES_MAX }
  return ask(call, 'rag', () => call.exchange.env.RAG.readDocument(call.ctx, id, range))
}

function documentIdOf(uri: string): string {
  try {
    if (uri.startsWith(PREFIX)) return decodeURIComponent(uri.slice(PREFIX.length))
  } catch {
    // An address that cannot be decoded names nothing.
  }
  throw new BulkheadError('not_found')
}
