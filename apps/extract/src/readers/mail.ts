import type { Extracted, Range } from '@bulkhead/contracts/extract'
import { fileFormatOf } from '@bulkhead/contracts/formats/file-format'
import type { DocumentFormat } from '@bulkhead/contracts/http/documents'
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'

import {
  assemble,
  cleanText,
  headingTitle,
  requireRoom,
  UnreadableDocument,
  type Part,
  type TableLead,
} from '../text/extracted.ts'
import { extractHtml } from './html/html.ts'
import { hasFewParts } from './mail-bounds.ts'
import { extractText } from './text.ts'

/** How a file inside another is read. */
export type ReadInside = (format: DocumentFormat, bytes: Uint8Array) => Promise<Extracted>

const MAX_ATTACHMENTS = 100
const LIMITS = { maxNestingDepth: 30, maxHeadersSize: 1_024 * 1_024, maxRfc822NestingDepth: 5 }
/** The attachments' own headings stand below that of each. */
const ATTACHMENT_DEPTH = 2
const MAX_DEPTH = 6
const HEAD_BYTES = 4_096

/**
 * A message: subject, from whom to whom and when, its text, and then its attachments, each read as what it is.
 * One that cannot be read is named.
 *
 * @param read undefined inside of other files: there, attachments are only named
 */
export async function extractMail(bytes: Uint8Array, read: ReadInside | undefined): Promise<Extracted> {
  if (!hasFewParts(bytes)) throw TOO_COMPLEX
  const mail = await parse(bytes)
  const title = headingTitle(mail.subject ?? '')
  const parts: Part[] = [
    ...(title === '' ? [] : [{ text: title, depth: 1 }]),
    { text: headersOf(mail) },
    ...bodyOf(mail),
  ]
  for (const attachment of mail.attachments.slice(0, MAX_ATTACHMENTS)) {
    for (const part of await attachmentParts(attachment, read)) parts.push(part)
  }
  return assemble(parts)
}

const TOO_COMPLEX = new UnreadableDocument(
  'document_too_complex',
  'The message has too many parts, or messages in messages. Save what matters of it and send that.',
)

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, { ...LIMITS, attachmentEncoding: 'arraybuffer' })
  } catch (thrown) {
    throw new UnreadableDocument(
      'document_malformed',
      'The file is not a readable message. Save it again as .eml and send it once more.',
      { cause: thrown },
    )
  }
}

function headersOf({ from, to = [], cc = [], date }: Email): string {
  const lines = [
    ['From', from === undefined ? '' : named([from])],
    ['To', named(to)],
    ['Cc', named(cc)],
    ['Date', date?.replace(/T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/u, ' $1 UTC') ?? ''],
  ]
  return lines.flatMap(([name, said]) => (said === '' ? [] : [`${name}: ${said}`])).join('\n')
}

function named(addresses: readonly Address[]): string {
  return addresses
    .map(({ name, address }) =>
      name === '' || address === undefined ? (address ?? name) : `${name} <${address}>`,
    )
    .join(', ')
}

/** The form with more to it; many send a text that only says to look at the other. */
function bodyOf({ html, text }: Email): Part[] {
  if (html !== undefined && html.trim() !== '') return partsOf(extractHtml(html))
  return text === undefined ? [] : partsOf(extractText(text))
}

async function attachmentParts(attachment: Attachment, read: ReadInside | undefined): Promise<Part[]> {
  const { content, mimeType, related = false } = attachment
  const bytes = typeof content === 'string' ? new Uint8Array() : new Uint8Array(content)
  const fileName = cleanText(attachment.filename ?? '').trim()
  const format = fileFormatOf({ contentType: mimeType, fileName, head: bytes.subarray(0, HEAD_BYTES) })
  // Signatures' logos say nothing.
  if (related || format === 'image') return []
  const name = headingTitle(fileName === '' ? mimeType : fileName)
  const heading = { text: `Attachment: ${name}`, depth: ATTACHMENT_DEPTH }
  if (format === undefined || format === 'archive' || read === undefined) return [heading]
  return [heading, ...(await partsInside(read, format, bytes))]
}

async function partsInside(read: ReadInside, format: DocumentFormat, bytes: Uint8Array): Promise<Part[]> {
  try {
    return partsOf(await read(format, bytes), ATTACHMENT_DEPTH)
  } catch (thrown) {
    if (!(thrown instanceof UnreadableDocument) || thrown.code === 'payload_too_large') throw thrown
    return []
  }
}

/** What another reader made, as parts of this document. Rows know their header there, too. */
function partsOf({ text, blocks }: Extracted, below = 0): Part[] {
  requireRoom(text.length, blocks.length)
  const tables = new Map<number, TableLead>()
  return blocks.map(({ start, end, heading, lead }) => ({
    text: text.slice(start, end),
    ...(heading === undefined ? {} : { depth: Math.min(heading.depth + below, MAX_DEPTH) }),
    ...(lead === undefined ? {} : leadOf(tables, { start, end }, lead)),
  }))
}

function leadOf(
  tables: Map<number, TableLead>,
  { start, end }: Range,
  lead: Range,
): Pick<Part, 'row' | 'keyUnits'> {
  // A row that leads itself: by its first cells, or as the header of its table.
  if (lead.start === start && lead.end < end) return { keyUnits: lead.end - lead.start }
  const of = tables.get(lead.start) ?? {}
  tables.set(lead.start, of)
  return { row: { of, heads: start >= lead.start && end <= lead.end } }
}
