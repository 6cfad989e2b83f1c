import type { Extracted } from '@bulkhead/contracts/extract'
import { Parser } from 'htmlparser2'

import { assemble, cleanText, headingTitle, type Part } from '../text/extracted.ts'
import { HtmlReader } from './html/html-reader.ts'
import { partNamed } from './packed/parts.ts'
import { valueOf, walkXml, type Attributes } from './packed/xml.ts'
import type { ZipFile } from './packed/zip-file.ts'

const MAX_CHAPTERS = 4_000
/** Fonts may be scrambled in a book that everybody may read. */
const SCRAMBLED_FONT = /obfuscation|RC"/

/** A book chapter by chapter, in the order of its spine. */
export function extractEpub(zip: ZipFile): Extracted {
  refuseLocked(zip)
  const main = mainOf(zip)
  const book = new Book()
  walkXml(zip.text(main) ?? '', book)
  if (book.spine.length === 0) throw zip.unreadable()
  const title = headingTitle(book.title)
  return { ...assemble(partsOf(zip, main, book)), ...(title === '' ? {} : { title }) }
}

function* partsOf(zip: ZipFile, main: string, { spine, items }: Book): Generator<Part> {
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  for (const id of spine) {
    const href = items.get(id)
    if (href !== undefined) yield* chapterParts(zip, partNamed(folder, pathOf(href)))
  }
}

function chapterParts(zip: ZipFile, name: string): readonly Part[] {
  const xhtml = zip.text(name)
  if (xhtml === undefined) return []
  const reader = new HtmlReader()
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: true })
  parser.write(cleanText(xhtml))
  parser.end()
  return reader.parts()
}

function pathOf(href: string): string {
  const [path = ''] = href.split('#')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function mainOf(zip: ZipFile): string {
  let main: string | undefined
  walkXml(zip.text('META-INF/container.xml') ?? '', {
    enter: (name, attributes) => {
      if (name.endsWith('rootfile')) main ??= attributes['full-path']
    },
    leave: () => undefined,
  })
  const found = main ?? [...zip.names].find((name) => name.endsWith('.opf'))
  if (found === undefined) throw zip.unreadable()
  return found
}

function refuseLocked(zip: ZipFile): void {
  const locks = zip.text('META-INF/encryption.xml') ?? ''
  const algorithms = locks.match(/EncryptionMethod[^>]*/gu) ?? []
  if (algorithms.some((algorithm) => !SCRAMBLED_FONT.test(algorithm))) throw zip.locked()
}

/** What the package of a book says: its title, its files, and the order in which they are read. */
class Book {
  title = ''
  readonly items = new Map<string, string>()
  readonly spine: string[] = []
  #isTitle = false
  readonly #contents = new Set<string>()

  enter(name: string, attributes: Attributes): void {
    const local = name.slice(name.indexOf(':') + 1)
    this.#isTitle = local === 'title' && this.title === ''
    const id = valueOf(attributes, 'id')
    const href = attributes['href']
    if (local === 'item' && id !== undefined && href !== undefined) {
      this.items.set(id, href)
      // The table of contents says every heading once more.
      if (attributes['properties']?.split(' ').includes('nav') === true) this.#contents.add(id)
    }
    const idref = attributes['idref']
    if (local !== 'itemref' || idref === undefined || this.spine.length >= MAX_CHAPTERS) return
    if (!this.#contents.has(idref)) this.spine.push(idref)
  }

  text(text: string): void {
    if (this.#isTitle) this.title += text
  }

  leave(): void {
    this.#isTitle = false
  }
}
