import type { Extracted } from '@bulkhead/contracts/extract'

import { extractDocx } from './docx/docx.ts'
import { extractEpub } from './epub.ts'
import { extractOpenDocument } from './opendocument/opendocument.ts'
import { Parts } from './packed/parts.ts'
import { ZipFile } from './packed/zip-file.ts'
import { extractXlsx } from './sheets/xlsx.ts'
import { extractPptx } from './slides/pptx.ts'

const READERS = {
  docx: { what: 'Word document', extract: extractDocx },
  xlsx: { what: 'workbook', extract: extractXlsx },
  pptx: { what: 'presentation', extract: extractPptx },
  odt: { what: 'OpenDocument text', extract: extractOpenDocument('text') },
  ods: { what: 'OpenDocument workbook', extract: extractOpenDocument('sheets') },
  odp: { what: 'OpenDocument presentation', extract: extractOpenDocument('slides') },
  epub: { what: 'EPUB book', extract: extractEpub },
} as const
type PackedFormat = keyof typeof READERS

const BY_MIMETYPE: readonly (readonly [string, PackedFormat])[] = [
  ['application/epub+zip', 'epub'],
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
]
const BY_FOLDER: readonly (readonly [string, PackedFormat])[] = [
  ['word/', 'docx'],
  ['xl/', 'xlsx'],
  ['ppt/', 'pptx'],
]

/** Reads a packed document as what it is; names and types are often those of another. */
export function extractPacked(said: PackedFormat): (bytes: Uint8Array) => Extracted {
  return (bytes) => {
    const zip = new ZipFile(bytes, READERS[said].what)
    return READERS[kindOf(zip) ?? said].extract(zip)
  }
}

function kindOf(zip: ZipFile): PackedFormat | undefined {
  const type = zip.text('mimetype')?.trim()
  const known = BY_MIMETYPE.find(([start]) => type?.startsWith(start))
  if (known !== undefined) return known[1]
  const { main } = new Parts(zip, '')
  return BY_FOLDER.find(([folder]) => main.startsWith(folder))?.[1]
}
