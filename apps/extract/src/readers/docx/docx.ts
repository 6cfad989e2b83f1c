import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, type Part } from '../../text/extracted.ts'
import type { CellPart } from '../../text/table-rows.ts'
import { Parts } from '../packed/parts.ts'
import type { ZipFile } from '../packed/zip-file.ts'
import { BodyReader } from './body.ts'
import { Numbering } from './numbering.ts'
import type { Surroundings } from './paragraph.ts'
import { Styles } from './styles.ts'

/** Such as `Page 2 of 14`. */
const PAGE_NUMBER =
  /^[-–\s]*(?:(?:page|pagina|página|seite|sida|side|strona|страница|p|s)\.?\s*)?\d{1,4}(?:\s*(?:\/|of|von|de|di|sur|van|av|z|из)\s*\d{1,4})?[-–\s]*$/iu

/**
 * A Word document as one reads it: headings, paragraphs with their numbers and notes, table rows. What stands
 * at the top and the foot of every page is read once, before all.
 */
export function extractDocx(zip: ZipFile): Extracted {
  const file = new Parts(zip, 'word/document.xml')
  const first = (kind: string) => file.named(kind).map((name) => file.read(name))[0]
  const around: Surroundings = {
    styles: new Styles(first('styles')),
    numbering: new Numbering(first('numbering')),
    targets: file.relations,
    notes: new Map(),
  }
  for (const notes of [...file.named('footnotes'), ...file.named('endnotes')]) readPart(file, notes, around)
  const margins = marginsOf(file, around)
  return assemble([...margins, ...readPart(file, file.main, around)])
}

function readPart(file: Parts, name: string, around: Surroundings): CellPart[] {
  const reader = new BodyReader(around)
  if (!file.walk(name, reader) && name === file.main) throw file.file.unreadable()
  return reader.end()
}

function marginsOf(file: Parts, around: Surroundings): Part[] {
  const seen = new Map<string, Part>()
  for (const name of [...file.named('header'), ...file.named('footer')].slice(0, MAX_MARGINS)) {
    for (const { text } of readPart(file, name, around)) {
      if (!PAGE_NUMBER.test(text)) seen.set(text, { text })
    }
  }
  return [...seen.values()]
}

/** Three kinds of each, for some sections. */
const MAX_MARGINS = 60
