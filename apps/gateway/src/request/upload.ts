import { CONTENT_TYPES, DocumentInput, FileQuery } from '@bulkhead/contracts/http/documents'
import type { FileInput } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { MAX_JSON_BYTES } from '@bulkhead/http/limits'
import { invalid, parseWith, refuseEncoded, refuseTooLarge } from '@bulkhead/http/read-body'
import type * as z from 'zod/mini'

import type { Exchange } from './exchange.ts'
import { jsonBody, type Read, type Reader } from './reader.ts'

type Upload =
  | { kind: 'json'; document: DocumentInput }
  | { kind: 'file'; file: FileInput; body: ReadableStream }

const JSON_TYPE = 'application/json'
const jsonDocument = jsonBody(DocumentInput)

/**
 * JSON is a document as text; any other content type is a raw file, whose stream is passed on with its
 * length.
 */
export const upload: Reader<Upload, z.input<typeof DocumentInput>> = {
  accepts: {
    body: DocumentInput,
    rawTypes: Object.values(CONTENT_TYPES)
      .flat()
      .filter((type) => type !== JSON_TYPE),
    query: FileQuery,
  },
  read: (exchange) => {
    const contentType = exchange.request.headers.get('content-type') ?? ''
    return /^application\/json\s*(;|$)/i.test(contentType)
      ? readJson(exchange)
      : readFile(exchange, contentType)
  },
}

async function readJson(exchange: Exchange): Promise<Read<Upload>> {
  refuseTooLarge(exchange.request, MAX_JSON_BYTES)
  const { input, text } = await jsonDocument.read(exchange)
  return { input: { kind: 'json', document: input }, text }
}

async function readFile({ request, url }: Exchange, contentType: string): Promise<Read<Upload>> {
  if (contentType === '') {
    throw new BulkheadError('unsupported_media_type', {
      message: `Send a Content-Type: ${JSON_TYPE} for a document as text, or the type of the raw file.`,
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
