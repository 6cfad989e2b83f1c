import { within } from '@bulkhead/calls/deadline'

import { PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'
import type { Original } from './fetch-original.ts'

/** Pages of a scan that are looked at; each is a call of a model. */
const MAX_PAGES = 50
/** What nobody has named. */
const UNNAMED = 'document'

/**
 * What Workers AI sees in a picture or in the pictures of a scan, as Markdown. Undefined when it sees nothing or
 * does not read such files, as the local stand-in. @throws when it is unavailable
 */
export async function recognizeText(
  { env }: Run,
  format: string,
  original: Original,
): Promise<string | undefined> {
  const { bytes, fileName = `${UNNAMED}.${format === 'pdf' ? 'pdf' : extensionOf(bytes)}` } = original
  const document = { name: fileName, blob: new Blob([new Uint8Array(bytes)]) }
  const images = { convert: true, maxConvertedImages: MAX_PAGES }
  const answer = await within(
    PATIENCE.recognize.timeoutMs,
    env.AI.toMarkdown(document, {
      ...(env.AI_GATEWAY_ID === '' ? {} : { gateway: { id: env.AI_GATEWAY_ID } }),
      conversionOptions: { pdf: { metadata: false, images } },
    }),
  )
  const seen = answer.format === 'error' ? '' : answer.data
  return seen.trim() === '' ? undefined : seen
}

function extensionOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x89) return 'png'
  return bytes[0] === 0xff ? 'jpg' : 'webp'
}
