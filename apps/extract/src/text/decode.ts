import { encodingOf } from '@bulkhead/contracts/formats/charset'

import { UnreadableDocument } from './extracted.ts'

/**
 * The characters of a text file: by its byte order mark, else by the encoding it was sent with, else strictly
 * UTF-8. Nothing is guessed: a wrong guess would be indexed as noise, and nobody would know.
 */
export function decode(bytes: Uint8Array, declared?: string): string {
  const encoding = markOf(bytes) ?? declared
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new UnreadableDocument('document_encoding', encoding === undefined ? UNDECLARED : CONTRADICTED)
  }
}

const UNDECLARED =
  'The file is not valid UTF-8, and no other encoding was named. Save it as UTF-8, or name its encoding in the Content-Type, such as "text/plain; charset=windows-1252", and send it again.'
const CONTRADICTED =
  'The file is not in the encoding that its Content-Type or its first bytes name. Correct the charset, or save it as UTF-8, and send it again.'

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  return undefined
}

/** How far browsers look for it. */
const META_BYTES = 1_024
const XML_ENCODING = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']+)/i
const META_CHARSET = /<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/i

/** The encoding that a page names in itself. */
export function metaCharsetOf(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, META_BYTES))
  const bare = start.replace(/<!--.*?-->/gsu, '')
  const label = XML_ENCODING.exec(bare)?.[1] ?? META_CHARSET.exec(bare)?.[1]
  const encoding = label === undefined ? undefined : encodingOf(label)
  // It could not be read if it were true.
  return encoding?.startsWith('utf-16') === true ? 'utf-8' : encoding
}
