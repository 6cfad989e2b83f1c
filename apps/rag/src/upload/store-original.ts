import { call } from '@bulkhead/calls/call'
import { remainingMs, within } from '@bulkhead/calls/deadline'
import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { PATIENCE, UPLOAD_ANSWER_MS } from '../limits.ts'
import { sha256Hex, toHex } from '../names.ts'
import type { Run } from '../run.ts'
import type { Incoming } from './incoming.ts'

/** What is known of a file for whoever reads it. */
export interface FileFacts {
  readonly format: DocumentFormat
  /** The encoding it was sent with. */
  readonly charset: string | undefined
  readonly fileName: string | undefined
}

/** The bytes of a document as its owner sent them. */
export interface Original extends FileFacts {
  readonly bytes: number
  readonly body: Uint8Array | Incoming
}

/**
 * Writes the original and returns the SHA-256 of its bytes. What did not get in whole is not there at all: R2
 * keeps no half, and what it took too late is deleted.
 *
 * @throws BulkheadError `storage_unavailable`, or what kept the client from sending it
 */
export async function storeOriginal(run: Run, key: string, original: Original): Promise<string> {
  const { body } = original
  if (!(body instanceof Uint8Array)) return storeIncoming(run, key, { ...original, body })
  const options = optionsFor(original)
  try {
    await call(PATIENCE.r2, run.ctx.deadline, () => run.env.DOCUMENTS.put(key, body, options))
  } catch (thrown) {
    reportNotStored(run, thrown)
    run.waitUntil(dropOriginal(run, key))
    throw new BulkheadError('storage_unavailable', { cause: thrown })
  }
  return sha256Hex(body)
}

async function storeIncoming(
  run: Run,
  key: string,
  original: Original & { readonly body: Incoming },
): Promise<string> {
  const { body, bytes } = original
  const { readable, writable } = new FixedLengthStream(bytes)
  const put = run.env.DOCUMENTS.put(key, readable, optionsFor(original))
  const writer = writable.getWriter()
  try {
    const storedMs = remainingMs(run.ctx.deadline - UPLOAD_ANSWER_MS)
    const [hash] = await within(storedMs, Promise.all([passOn(body, writer), put]))
    return hash
  } catch (thrown) {
    run.waitUntil(body.cancel())
    writer.abort(thrown).catch(() => undefined)
    // Only once the write has ended: one that got through after all would outlive an earlier delete.
    run.waitUntil(put.catch(() => undefined).then(() => dropOriginal(run, key)))
    const error = BulkheadError.from(thrown)
    if (error.status >= 500) reportNotStored(run, thrown)
    throw error.status < 500 ? error : new BulkheadError('storage_unavailable', { cause: thrown })
  }
}

export function reportNotStored({ log }: Run, thrown: unknown): void {
  log.warn('original could not be stored', { target: 'r2' }, { thrown })
}

/** Not the client's own header, which may be anything of any length. */
export function optionsFor({ charset, fileName }: Omit<FileFacts, 'format'>): R2PutOptions {
  return {
    ...(charset === undefined ? {} : { httpMetadata: { contentType: `text/plain; charset=${charset}` } }),
    ...(fileName === undefined ? {} : { customMetadata: { fileName: encodeURIComponent(fileName) } }),
  }
}

/** Hashes what it passes on, chunk by chunk: never more than one is in memory. */
async function passOn(body: Incoming, stored: WritableStreamDefaultWriter<Uint8Array>): Promise<string> {
  const digest = new crypto.DigestStream('SHA-256')
  const hashed = digest.getWriter()
  for await (const chunk of body.chunks()) {
    await hashed.write(chunk)
    await stored.write(chunk)
  }
  await Promise.all([hashed.close(), stored.close()])
  return toHex(await digest.digest)
}

/** The original is not needed. Should it stay, only erasing the tenant finds it: a cost, not a fault. */
export async function dropOriginal({ env, log }: Run, key: string): Promise<void> {
  try {
    await env.DOCUMENTS.delete(key)
  } catch (thrown) {
    log.warn('upload could not be dropped', { target: 'r2' }, { thrown })
  }
}
