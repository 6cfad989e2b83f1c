import { fileNameOf } from '@bulkhead/contracts/formats/file-name'
import {
  ARCHIVE_TYPES,
  CONTENT_TYPES,
  DocumentInput,
  FileQuery,
  FORM_TYPE,
} from '@bulkhead/contracts/http/documents'
import { Metadata } from '@bulkhead/contracts/http/filter'
import type { FileInput, FormInput } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { MAX_JSON_BYTES } from '@bulkhead/http/limits'
import { invalid, parseWith, refuseEncoded, refuseTooLarge } from '@bulkhead/http/read-body'
import type * as z from 'zod/mini'

import { MAX_FILE_BYTES, MAX_FORM_BYTES } from '../limits.ts'
import type { Exchange } from './exchange.ts'
import { jsonBody, type Read, type Reader } from './reader.ts'

type Upload =
  | { readonly kind: 'json'; readonly document: DocumentInput }
  | { readonly kind: 'file'; readonly file: FileInput; readonly body: ReadableStream }
  | { readonly kind: 'form'; readonly form: FormInput; readonly body: ReadableStream }

const JSON_TYPE = 'application/json'
const jsonDocument = jsonBody(DocumentInput)

/**
 * JSON is a document as text, unless the query speaks of a file; a form holds files; any other content type is
 * a raw file. The streams of files and forms are passed on.
 */
export const upload: Reader<Upload, z.input<typeof DocumentInput>> = {
  accepts: {
    body: DocumentInput,
    rawTypes: [
      FORM_TYPE,
      ...Object.values(CONTENT_TYPES)
        .flat()
        .filter((type) => type !== JSON_TYPE),
      ...ARCHIVE_TYPES,
      'application/octet-stream',
    ],
    query: FileQuery,
  },
  read: async (exchange) => {
    const { request, url } = exchange
    const contentType = request.headers.get('content-type') ?? ''
    if (isForm(request)) return readForm(exchange, contentType)
    const isText = /^application\/json\s*(;|$)/i.test(contentType) && url.search.length < 2
    return isText && nameOf(request) === undefined ? readJson(exchange) : readFile(exchange, contentType)
  },
}

/** The most that a body of its content type may have. */
export function mostBytesOf(request: Request): number {
  return isForm(request) ? MAX_FORM_BYTES : MAX_FILE_BYTES
}

function isForm({ headers }: Request): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(headers.get('content-type') ?? '')
}

function nameOf({ headers }: Request): string | undefined {
  return fileNameOf(headers.get('content-disposition') ?? '')
}

async function readJson(exchange: Exchange): Promise<Read<Upload>> {
  refuseTooLarge(exchange.request, MAX_JSON_BYTES)
  const { input, text } = await jsonDocument.read(exchange)
  return { input: { kind: 'json', document: input }, text }
}

async function readFile({ request, url }: Exchange, contentType: string): Promise<Read<Upload>> {
  refuseEncoded(request)
  const length = request.headers.get('content-length')
  if (length === null) throw new BulkheadError('length_required')
  if (request.body === null || Number(length) === 0) throw empty()
  const { metadata, ...said } = parseWith(FileQuery, Object.fromEntries(url.searchParams))
  const fileName = said.fileName ?? nameOf(request)
  const file: FileInput = {
    ...said,
    ...(fileName === undefined ? {} : { fileName }),
    ...(metadata === undefined ? {} : { metadata: parseMetadata(metadata) }),
    contentType,
    bytes: Number(length),
  }
  return { input: { kind: 'file', file, body: request.body }, text: url.search }
}

async function readForm({ request, url }: Exchange, contentType: string): Promise<Read<Upload>> {
  refuseEncoded(request)
  if (request.body === null) throw empty()
  const [name] = url.searchParams.keys()
  if (name !== undefined) throw invalid([{ path: name, message: 'is sent as a part of the form' }])
  const length = request.headers.get('content-length')
  const form = { contentType, ...(length === null ? {} : { bytes: Number(length) }) }
  return { input: { kind: 'form', form, body: request.body }, text: '' }
}

function empty(): BulkheadError {
  return invalid([{ path: 'body', message: 'must have at least one byte' }])
}

function parseMetadata(text: string): Metadata {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw invalid([{ path: 'metadata', message: 'must be JSON' }])
  }
  return parseWith(Metadata, raw, ['metadata'])
}
