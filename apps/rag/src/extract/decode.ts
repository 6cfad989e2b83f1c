import { UnreadableDocument } from './extracted.ts'

/** The characters of a text file: UTF-16 by its byte order mark, otherwise strictly UTF-8. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new UnreadableDocument(
      'document_encoding',
      'The file is not valid UTF-8. Save it as UTF-8 and send it again.',
    )
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
