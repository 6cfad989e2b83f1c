import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, headingTitle, type Part } from '../../text/extracted.ts'
import { namedIn, Parts } from '../packed/parts.ts'
import { isOn, valueOf, type Attributes } from '../packed/xml.ts'
import type { ZipFile } from '../packed/zip-file.ts'
import { CellStyles } from './cell-styles.ts'
import { Comments } from './comments.ts'
import { Merges } from './merges.ts'
import { SharedTexts } from './shared-texts.ts'
import { SheetReader, type Workbook } from './sheet-reader.ts'
import { SheetRows } from './sheet-rows.ts'

interface Sheet {
  readonly name: string
  readonly id: string
}

const MAX_SHEETS = 1_000

/**
 * A workbook as its sheets, each row with the names of its columns. Hidden sheets, rows and columns are left
 * out; a formula is what it came to.
 */
export function extractXlsx(zip: ZipFile): Extracted {
  const file = new Parts(zip, 'xl/workbook.xml')
  const list = new SheetList()
  if (!file.walk(file.main, list) || list.sheets.length === 0) throw zip.unreadable()
  const texts = new SharedTexts()
  const styles = new CellStyles()
  for (const name of file.named('sharedStrings')) file.walk(name, texts)
  for (const name of file.named('styles')) file.walk(name, styles)
  const book = { texts: texts.texts, styles, is1904: list.is1904 }
  return { ...assemble(partsOf(file, list.sheets, book)), ...titleOf(file) }
}

function* partsOf(file: Parts, sheets: readonly Sheet[], book: Workbook): Generator<Part> {
  for (const [at, { name, id }] of sheets.entries()) {
    const part = file.relations.get(id)?.target
    if (part !== undefined && file.file.has(part)) yield* sheetParts(file, part, { name, page: at + 1, book })
  }
}

function sheetParts(
  file: Parts,
  part: string,
  { name, page, book }: { name: string; page: number; book: Workbook },
): Part[] {
  const merges = new Merges()
  // They stand behind the cells; most sheets have none.
  if (file.file.mentions(part, 'mergeCell')) file.walk(part, merges)
  const rows = new SheetRows(name, page)
  file.walk(part, new SheetReader(book, rows, merges))
  const comments = new Comments()
  const relations = file.relationsOf(part)
  for (const one of [...namedIn(relations, 'comments'), ...namedIn(relations, 'threadedComment')]) {
    file.walk(one, comments)
  }
  for (const note of comments.notes()) rows.note(note)
  return rows.end()
}

/** The sheets that are shown, in their order. */
class SheetList {
  readonly sheets: Sheet[] = []
  is1904 = false

  enter(name: string, attributes: Attributes): void {
    const date1904 = valueOf(attributes, 'date1904')
    if (name === 'x:workbookPr' && date1904 !== undefined) this.is1904 = isOn({ val: date1904 })
    const id = name === 'x:sheet' ? valueOf(attributes, 'id') : undefined
    const isShown = (attributes['state'] ?? 'visible') === 'visible'
    if (id !== undefined && isShown && this.sheets.length < MAX_SHEETS) {
      this.sheets.push({ name: attributes['name'] ?? '', id })
    }
  }

  leave(): void {
    // Only beginnings say something.
  }
}

/** What the file's own properties call it. */
function titleOf(file: Parts): { readonly title?: string } {
  let title = ''
  let isTitle = false
  file.walk('docProps/core.xml', {
    enter: (name) => void (isTitle = name === 'dc:title'),
    text: (text) => {
      if (isTitle) title += text
    },
    leave: () => void (isTitle = false),
  })
  return title.trim() === '' ? {} : { title: headingTitle(title) }
}
