import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, headingTitle, type Part } from '../../text/extracted.ts'
import { XmlWalk, type XmlEvents } from '../packed/xml.ts'
import type { ZipFile } from '../packed/zip-file.ts'
import { OdfReader } from './odf-reader.ts'
import { OdfStyles } from './odf-styles.ts'

type Kind = 'text' | 'sheets' | 'slides'

/** A document of LibreOffice and its kin as people see it. */
export function extractOpenDocument(kind: Kind): (zip: ZipFile) => Extracted {
  return (zip) => {
    refuseEncrypted(zip)
    const styles = new OdfStyles()
    const margins = marginsOf(zip, kind, styles)
    const body = new OdfReader(kind, styles)
    if (!walk(zip, 'content.xml', body)) throw zip.unreadable()
    return { ...assemble([...margins, ...body.end()]), ...titleOf(zip) }
  }
}

/** The manifest says of each part how it is locked. */
function refuseEncrypted(zip: ZipFile): void {
  const manifest = zip.text('META-INF/manifest.xml') ?? ''
  if (manifest.includes('encryption-data')) throw zip.locked()
}

/** Headers and footers of a text stand with its styles; they are read once, before all. */
function marginsOf(zip: ZipFile, kind: Kind, styles: OdfStyles): Part[] {
  const reader = new MarginReader(styles)
  walk(zip, 'styles.xml', reader)
  const parts = kind === 'text' ? reader.end() : []
  return [...new Map(parts.map((part) => [part.text, { text: part.text }])).values()]
}

/** Of the styles: only what stands in headers and footers is text. */
class MarginReader extends OdfReader {
  #margins = 0
  #depth = 0

  constructor(styles: OdfStyles) {
    super('text', styles)
  }

  override enter(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth += 1
    if (/^style:(?:header|footer)(?:-left|-first)?$/.test(name) && this.#margins === 0)
      this.#margins = this.#depth
    if (this.#margins > 0) super.enter(name, attributes)
    else this.styles.enter(name, attributes)
  }

  override text(text: string): void {
    if (this.#margins > 0) super.text(text)
  }

  override leave(): void {
    if (this.#margins > 0) super.leave()
    if (this.#margins === this.#depth) this.#margins = 0
    this.#depth -= 1
  }
}

function titleOf(zip: ZipFile): { readonly title?: string } {
  let title = ''
  let isTitle = false
  walk(zip, 'meta.xml', {
    enter: (name) => void (isTitle = name === 'dc:title'),
    text: (text) => void (title += isTitle ? text : ''),
    leave: () => void (isTitle = false),
  })
  return title.trim() === '' ? {} : { title: headingTitle(title) }
}

function walk(zip: ZipFile, name: string, events: XmlEvents): boolean {
  const xml = new XmlWalk(events)
  const isThere = zip.unpack(name, (piece) => xml.write(piece))
  if (isThere) xml.end()
  return isThere
}
