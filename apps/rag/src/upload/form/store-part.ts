import { remainingMs, within } from '@bulkhead/calls/deadline'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { MAX_FILE_BYTES, PIECE_BYTES, UPLOAD_ANSWER_MS } from '../../limits.ts'
import { toHex } from '../../names.ts'
import type { Run } from '../../run.ts'
import { piecesOf } from '../pieces.ts'
import { dropOriginal, optionsFor, reportNotStored, type FileFacts } from '../store-original.ts'

interface Written {
  readonly bytes: number
  readonly bodyHash: string
}

/**
 * Writes a file whose length nobody has announced, piece by piece. What did not get in whole is not there at
 * all. @throws BulkheadError `payload_too_large` `storage_unavailable`, or what kept the client from sending it
 */
export async function storePart(
  run: Run,
  key: string,
  facts: FileFacts,
  body: AsyncIterable<Uint8Array>,
): Promise<Written> {
  try {
    const answerMs = remainingMs(run.ctx.deadline - UPLOAD_ANSWER_MS)
    return await within(answerMs, write(run.env.DOCUMENTS, key, optionsFor(facts), body))
  } catch (thrown) {
    run.waitUntil(dropOriginal(run, key))
    const error = BulkheadError.from(thrown)
    if (error.status < 500) throw error
    reportNotStored(run, thrown)
    throw new BulkheadError('storage_unavailable', { cause: thrown })
  }
}

async function write(
  documents: R2Bucket,
  key: string,
  options: R2PutOptions,
  body: AsyncIterable<Uint8Array>,
): Promise<Written> {
  const digest = new crypto.DigestStream('SHA-256')
  const hashed = digest.getWriter()
  let bytes = 0
  let upload: R2MultipartUpload | undefined
  const parts: R2UploadedPart[] = []
  try {
    for await (const piece of piecesOf(body, PIECE_BYTES)) {
      bytes += piece.byteLength
      if (bytes > MAX_FILE_BYTES)
        throw new BulkheadError('payload_too_large', { details: { limitBytes: MAX_FILE_BYTES } })
      await hashed.write(piece)
      if (piece.byteLength < PIECE_BYTES && upload === undefined) await documents.put(key, piece, options)
      else {
        upload ??= await documents.createMultipartUpload(key, options)
        parts.push(await upload.uploadPart(parts.length + 1, piece))
      }
    }
    await upload?.complete(parts)
  } catch (thrown) {
    await upload?.abort().catch(() => undefined)
    throw thrown
  }
  await hashed.close()
  return { bytes, bodyHash: toHex(await digest.digest) }
}
