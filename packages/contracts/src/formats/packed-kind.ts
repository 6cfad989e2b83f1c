import type { DocumentFormat } from '../http/documents.ts'

export const ZIP = 'PK\u0003\u0004'
const NAME_AT = 30
const NAME_LENGTH_AT = 26
const EXTRA_LENGTH_AT = 28

const BY_MIMETYPE: readonly (readonly [string, DocumentFormat])[] = [
  ['application/epub+zip', 'epub'],
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
]
const BY_FOLDER: readonly (readonly [string, DocumentFormat])[] = [
  ['word/', 'docx'],
  ['xl/', 'xlsx'],
  ['ppt/', 'pptx'],
]
/** Every file of Word, Excel and PowerPoint has it, mostly as its first entry. */
const OFFICE = /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/)/

/** `office`: one of Office's, but the beginning does not say which. */
export type PackedKind = DocumentFormat | 'office' | 'archive'

/** What a zip holds, by the names of its first entries. */
export function packedKindOf(head: Uint8Array): PackedKind {
  const text = latin1(head)
  let isOffice = false
  for (let at = 0; at >= 0; at = text.indexOf(ZIP, at + 1)) {
    const nameLength = byteAt(head, at + NAME_LENGTH_AT) + 256 * byteAt(head, at + NAME_LENGTH_AT + 1)
    const name = text.slice(at + NAME_AT, at + NAME_AT + nameLength)
    if (name === 'mimetype') {
      const extra = byteAt(head, at + EXTRA_LENGTH_AT) + 256 * byteAt(head, at + EXTRA_LENGTH_AT + 1)
      const said = text.slice(at + NAME_AT + nameLength + extra)
      const known = BY_MIMETYPE.find(([type]) => said.startsWith(type))
      if (known !== undefined) return known[1]
    }
    const folder = BY_FOLDER.find(([start]) => name.startsWith(start))
    if (folder !== undefined) return folder[1]
    isOffice ||= OFFICE.test(name)
  }
  return isOffice ? 'office' : 'archive'
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}

/** Every byte as the character of its number. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
