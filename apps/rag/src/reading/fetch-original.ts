import { within } from '@bulkhead/calls/deadline'
import { charsetOf } from '@bulkhead/contracts/formats/charset'

import { PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'
import { UnreadableDocument } from './unreadable-document.ts'

/** A document as its owner sent it. */
export interface Original {
  readonly bytes: Uint8Array
  readonly charset: string | undefined
  readonly fileName: string | undefined
}

/**
 * Undefined when R2 does not answer in time: others wait behind this one. An object that is not there is gone
 * for good. @throws UnreadableDocument `document_lost`
 */
export async function fetchOriginal({ env, log }: Run, key: string): Promise<Original | undefined> {
  try {
    const original = await within(PATIENCE.r2.timeoutMs, fetchWhole(env.DOCUMENTS, key))
    if (original !== null) return original
  } catch (thrown) {
    log.warn('original could not be read', { target: 'r2' }, { thrown })
    return undefined
  }
  const message = 'The stored original is gone. Send the document again.'
  throw new UnreadableDocument({ code: 'document_lost', message })
}

async function fetchWhole(documents: R2Bucket, key: string): Promise<Original | null> {
  const object = await documents.get(key)
  if (object === null) return null
  const bytes = new Uint8Array(await object.arrayBuffer())
  // Half a document would be indexed as if it were the whole.
  if (bytes.byteLength !== object.size) throw new Error(`R2 gave ${bytes.byteLength} of ${object.size} bytes`)
  return {
    bytes,
    charset: charsetOf(object.httpMetadata?.contentType ?? ''),
    fileName: nameOf(object.customMetadata?.['fileName']),
  }
}

function nameOf(encoded: string | undefined): string | undefined {
  return encoded === undefined ? undefined : decodeURIComponent(encoded)
}
