import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { BrokenZip, zipEntries, type ZipEntry } from '@bulkhead/zip/zip-entries'

import {
  MAX_ARCHIVE_BYTES,
  MAX_BATCH_FILES,
  MAX_FILE_BYTES,
  UPLOAD_IDLE_MS,
  UPLOAD_MARGIN_MS,
} from '../../limits.ts'
import { objectKey, sha256Hex } from '../../names.ts'
import type { Run } from '../../run.ts'
import type { About, StoredFile } from '../accept-stored.ts'
import { formatOf } from '../accepted-format.ts'
import type { StagedFile } from '../batch.ts'
import { Incoming } from '../incoming.ts'
import { storeOriginal } from '../store-original.ts'

/** What systems put into archives by themselves. */
const LEFTOVER = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i

/** A file of an archive: its bytes are in R2, or it has been refused. */
export interface StoredEntry {
  readonly fileName: string
  readonly stored: StoredFile | BulkheadError
}

/**
 * Stores each file of a zip, so that it can become a document. One that cannot be read is refused alone.
 *
 * @throws BulkheadError when the archive itself is broken, or holds too much
 */
export async function storeArchive(run: Run, zip: Uint8Array): Promise<StoredEntry[]> {
  const entries = entriesOf(zip).filter(({ name }) => !LEFTOVER.test(name))
  refuseTooMuch(entries)
  const stored: StoredEntry[] = []
  for (const entry of entries) {
    const file = await store(run, entry).catch((thrown: unknown) => BulkheadError.from(thrown))
    stored.push({ fileName: entry.name, stored: file })
  }
  return stored
}

/** The files of an archive under what is said of the archive. A title would be that of each, so it is left out. */
export function stageEntries(entries: readonly StoredEntry[], about: About): Promise<StagedFile[]> {
  return Promise.all(
    entries.map(async ({ fileName, stored }) => {
      const id = await idOf(about.id, fileName)
      return { fileName, stored, about: { ...about, id, title: undefined } }
    }),
  )
}

function entriesOf(zip: Uint8Array): ZipEntry[] {
  try {
    return [...zipEntries(zip)]
  } catch (thrown) {
    if (!(thrown instanceof BrokenZip)) throw thrown
    const message = 'is not a zip archive that can be read; pack the files again'
    throw new BulkheadError('invalid_request', {
      message: `The request is not valid: file: ${message}.`,
      details: [{ path: 'file', message }],
      cause: thrown,
    })
  }
}

function refuseTooMuch(entries: readonly ZipEntry[]): void {
  const message =
    entries.length === 0
      ? 'The archive holds no file.'
      : 'The archive holds too many files, or unpacks to too much. Split it into several.'
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  if (entries.length > 0 && entries.length <= MAX_BATCH_FILES && bytes <= MAX_ARCHIVE_BYTES) return
  throw new BulkheadError(entries.length === 0 ? 'invalid_request' : 'payload_too_large', {
    message,
    details: { maxFiles: MAX_BATCH_FILES, limitBytes: MAX_ARCHIVE_BYTES },
  })
}

async function store(run: Run, entry: ZipEntry): Promise<StoredFile> {
  refuseEntry(entry)
  const incoming = open(run, entry)
  const head = await incoming.head()
  const { name: fileName, bytes } = entry
  const format = formatOf({ contentType: '', fileName, head })
  if (format === 'archive') throw refusal('An archive inside an archive is not unpacked.')
  const uploadId = crypto.randomUUID()
  const key = objectKey(run.ctx.tenantId, uploadId, uploadId)
  const facts = { format, charset: undefined, fileName, bytes }
  return { ...facts, uploadId, key, bodyHash: await storeOriginal(run, key, { ...facts, body: incoming }) }
}

function refuseEntry({ bytes, isEncrypted }: ZipEntry): void {
  if (isEncrypted) throw refusal('The file is protected by a password. Pack it without one.')
  if (bytes === 0) throw new BulkheadError('invalid_request', { message: 'The file is empty.' })
  if (bytes > MAX_FILE_BYTES)
    throw new BulkheadError('payload_too_large', { details: { limitBytes: MAX_FILE_BYTES } })
}

function refusal(message: string): BulkheadError {
  return new BulkheadError('unsupported_media_type', { message })
}

/** Unpacked as it is read, and never beyond what the directory says. */
function open({ ctx }: Run, { data, bytes, isDeflated }: ZipEntry): Incoming {
  const packed = new Blob([new Uint8Array(data)]).stream()
  const body = isDeflated ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed
  return new Incoming(body, { bytes, idleMs: UPLOAD_IDLE_MS, deadline: ctx.deadline - UPLOAD_MARGIN_MS })
}

const MAX_ID_CHARS = 128
const OTHERS = /[^A-Za-z0-9._:-]+/gu

/** The same file of the same archive has the same id, so that sending the archive again replaces it. */
async function idOf(archive: string | undefined, name: string): Promise<string | undefined> {
  if (archive === undefined) return undefined
  const path = name.replace(OTHERS, '-')
  const plain = `${archive}:${path}`
  if (plain.length <= MAX_ID_CHARS && path === name) return plain
  const tag = (await sha256Hex(name)).slice(0, 12)
  return `${plain.slice(0, MAX_ID_CHARS - tag.length - 1)}-${tag}`
}
