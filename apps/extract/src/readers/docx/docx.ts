import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, type Part } from '../../text/extracted.ts'
import { BodyReader } from './body.ts'
import { Numbering } from './numbering.ts'
import { DocxPackage } from './package.ts'
import type { Surroundings } from './paragraph.ts'
import { Styles } from './styles.ts'

/** Such as `Page 2 of 14`. */
const PAGE_NUMBER =
  /^[-–\s]*(?:(?:page|pagina|página|seite|sida|side|strona|страница|p|s)\.?\s*)?\d{1,4}(?:\s*(?:\/|of|von|de|di|sur|van|av|z|из)\s*\d{1,4})?[-–\s]*$/iu

/**
 * A Word document as one reads it: headings, paragraphs with their numbers and notes, table rows. What stands
 * at the top and the foot of every page is read once, before all.
 */
export function extractDocx(bytes: Uint8Array): Extracted {
  const file = new DocxPackage(bytes)
  const first = (kind: string) => file.named(kind).map((name) => file.read(name))[0]
  const around: Surroundings = {
    styles: new Styles(first('styles')),
    numbering: new Numbering(first('numbering')),
    targets: file.relations,
    notes: new Map(),
  }
  for (const notes of [first('footnotes'), first('endnotes')]) {
    if (notes !== undefined) new BodyReader(around).read(notes)
  }
  const body = new BodyReader(around).read(file.readMain())
  return assemble([...marginsOf(file, around), ...body])
}

function marginsOf(file: DocxPackage, around: Surroundings): Part[] {
  const seen = new Map<string, Part>()
  for (const name of [...file.named('header'), ...file.named('footer')].slice(0, MAX_MARGINS)) {
    for (const { text } of new BodyReader(around).read(file.read(name) ?? '')) {
      if (!PAGE_NUMBER.test(text)) seen.set(text, { text })
    }
  }
  return [...seen.values()]
}

/** Three kinds of each, for some sections. */
const MAX_MARGINS = 60
