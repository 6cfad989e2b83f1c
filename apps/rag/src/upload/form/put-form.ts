import { charsetOf } from '@bulkhead/contracts/formats/charset'
import type { FormInput, PutFilesReply, RagTenant } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askCorpus } from '../../ask-corpus.ts'
import {
  ASKED_FIRST_BYTES,
  MAX_BATCH_FILES,
  MAX_FIELD_BYTES,
  MAX_FILE_BYTES,
  MAX_FORM_BYTES,
  UPLOAD_IDLE_MS,
  UPLOAD_MARGIN_MS,
} from '../../limits.ts'
import { objectKey } from '../../names.ts'
import type { Run } from '../../run.ts'
import { aboutOf, type StoredFile } from '../accept-stored.ts'
import { formatOf } from '../accepted-format.ts'
import { stageEntries, storeArchive, type StoredEntry } from '../archive/stage-archive.ts'
import { acceptBatch, type StagedFile } from '../batch.ts'
import { beginningOf, Incoming } from '../incoming.ts'
import { wholeOf } from '../pieces.ts'
import { dropOriginal } from '../store-original.ts'
import { invalid, saidOfFiles, type FormFields, type SaidOfFile } from './form-fields.ts'
import { boundaryOf, malformed, partsOf, type FormPart } from './multipart.ts'
import { storePart } from './store-part.ts'

/** A file of the form: its bytes are in R2, or those of the files it holds, or it has been refused. */
interface FormFile {
  readonly fileName: string | undefined
  readonly stored: StoredFile | BulkheadError | readonly StoredEntry[]
}

type Form = FormInput & { readonly body: ReadableStream<Uint8Array> }

/**
 * `POST /v1/documents` as a form of one file or many. Fields may stand behind the files, so nothing is
 * accepted before the end of the form.
 */
export async function putForm(run: Run, tenant: RagTenant, form: Form): Promise<PutFilesReply> {
  const files: FormFile[] = []
  const staged = await stageForm(run, tenant, form, files).catch((thrown: unknown) => {
    for (const { stored } of files) drop(run, stored)
    throw thrown
  })
  const isBatch = files.length > 1 || files.some(({ stored }) => isEntries(stored))
  return { ...(await acceptBatch(run, tenant, staged)), isBatch }
}

/** @param files filled as they are stored */
async function stageForm(run: Run, tenant: RagTenant, form: Form, files: FormFile[]): Promise<StagedFile[]> {
  const incoming = openForm(run, form)
  try {
    const boundary = boundaryOf(form.contentType)
    if ((form.bytes ?? 0) >= ASKED_FIRST_BYTES) await requireRoom(run, tenant, form.bytes ?? 0)
    const fields = await readParts(run, partsOf(incoming.chunks(), boundary), files)
    if (files.length === 0) throw malformed('must have at least one part named file')
    return await stageFiles(run, files, saidOfFiles(fields, files.length))
  } finally {
    // What stands behind the last part is not read; a sender that still sends hears of it.
    await incoming.cancel()
  }
}

function openForm({ ctx }: Run, { body, bytes }: Form): Incoming {
  const most = bytes === undefined ? { bytes: MAX_FORM_BYTES, isMost: true } : { bytes }
  return new Incoming(body, { ...most, idleMs: UPLOAD_IDLE_MS, deadline: ctx.deadline - UPLOAD_MARGIN_MS })
}

async function requireRoom(run: Run, { rag }: RagTenant, bytes: number): Promise<void> {
  await askCorpus(run, (corpus, caller) => corpus.requireRoom(caller, bytes, rag.maxBytes))
}

async function readParts(run: Run, parts: AsyncIterable<FormPart>, files: FormFile[]): Promise<FormFields> {
  const fields: FormFields = { id: [], title: [], metadata: [] }
  for await (const part of parts) {
    if (part.name === 'file') {
      if (files.length === MAX_BATCH_FILES) throw tooMany()
      files.push(await readFile(run, part))
    } else if (part.name === 'id' || part.name === 'title' || part.name === 'metadata') {
      fields[part.name].push(await readField(part))
    } else if (part.name === '') throw invalid('body', 'has a part without a name')
    else throw invalid(part.name.slice(0, 100), 'is not a known part')
  }
  return fields
}

function tooMany(): BulkheadError {
  return new BulkheadError('payload_too_large', {
    message: `A form takes up to ${MAX_BATCH_FILES} files. Send the others in another.`,
    details: { limit: 'files', maxFiles: MAX_BATCH_FILES },
  })
}

async function readField({ name, body }: FormPart): Promise<string> {
  const bytes = await wholeOf(body, MAX_FIELD_BYTES)
  if (bytes.byteLength === MAX_FIELD_BYTES) throw invalid(name, 'is too long')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw invalid(name, 'must be UTF-8')
  }
}

/** One that is refused keeps the others out of nothing: the rest of it is skipped. */
async function readFile(run: Run, part: FormPart): Promise<FormFile> {
  const { fileName } = part
  const rest = part.body[Symbol.asyncIterator]()
  const head = await beginningOf(async () => (await rest.next()).value)
  const body = chunksOf(head, rest)
  try {
    if (head.byteLength === 0) throw new BulkheadError('invalid_request', { message: 'The file is empty.' })
    // A part without a type is text, unless its name says otherwise.
    const contentType = part.contentType === '' && fileName === undefined ? 'text/plain' : part.contentType
    const format = formatOf({ contentType, fileName, head })
    if (format === 'archive') return { fileName, stored: await storeArchive(run, await wholeFile(body)) }
    const uploadId = crypto.randomUUID()
    const key = objectKey(run.ctx.tenantId, uploadId, uploadId)
    const facts = { format, charset: charsetOf(contentType), fileName }
    return { fileName, stored: { ...facts, uploadId, key, ...(await storePart(run, key, facts, body)) } }
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    // The form itself ends here, or nothing more can be stored.
    if (error.status >= 500 || error.code === 'request_timeout' || isOfForm(error)) throw thrown
    return { fileName, stored: error }
  }
}

function isOfForm({ code, details }: BulkheadError): boolean {
  return code === 'invalid_request' && Array.isArray(details) && details.some(({ path }) => path === 'body')
}

async function* chunksOf(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.byteLength > 0) yield head
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

async function wholeFile(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const bytes = await wholeOf(body, MAX_FILE_BYTES + 1)
  if (bytes.byteLength <= MAX_FILE_BYTES) return bytes
  throw new BulkheadError('payload_too_large', { details: { limitBytes: MAX_FILE_BYTES } })
}

async function stageFiles(
  run: Run,
  files: readonly FormFile[],
  said: readonly SaidOfFile[],
): Promise<StagedFile[]> {
  const staged: StagedFile[] = []
  for (const [at, { fileName, stored }] of files.entries()) {
    const about = aboutOf(said[at] ?? {}, run.ctx)
    if (isEntries(stored)) staged.push(...(await stageEntries(stored, about)))
    else staged.push({ fileName, stored, about })
  }
  return staged
}

function isEntries(stored: FormFile['stored']): stored is readonly StoredEntry[] {
  return Array.isArray(stored)
}

function drop(run: Run, stored: FormFile['stored']): void {
  if (isEntries(stored)) for (const entry of stored) drop(run, entry.stored)
  else if (!(stored instanceof BulkheadError)) run.waitUntil(dropOriginal(run, stored.key))
}
