import { Flow } from '../../text/flow.ts'
import type { CellPart } from '../../text/table-rows.ts'
import { targetOf } from '../html/elements.ts'
import { valueOf, type Attributes } from '../packed/xml.ts'
import { SKIPPED } from './odf-elements.ts'
import { OdfLists } from './odf-lists.ts'
import { OdfSheets } from './odf-sheets.ts'
import type { OdfStyles } from './odf-styles.ts'
import { countOf, OdfTables } from './odf-tables.ts'

type Leave = () => void

const MAX_DEPTH = 6

/** Puts together what an OpenDocument says, be it text, sheets or slides, while the parser walks through it. */
export class OdfReader {
  readonly styles: OdfStyles
  readonly #kind: 'text' | 'sheets' | 'slides'
  readonly #lists: OdfLists
  readonly #tables = new OdfTables()
  readonly #sheets = new OdfSheets()
  readonly #leaves: (Leave | undefined)[] = []
  #flow = new Flow()
  /** What belongs behind the open paragraph. */
  #behind: CellPart[] | undefined
  #skipping = 0
  #paragraphs = 0
  #pages = 0
  #page: { readonly number: number; readonly title: CellPart[] } | undefined
  #role = ''
  #notes = 0
  #parts: CellPart[] = []

  constructor(kind: 'text' | 'sheets' | 'slides', styles: OdfStyles) {
    this.#kind = kind
    this.styles = styles
    this.#lists = new OdfLists(styles)
  }

  end(): CellPart[] {
    this.#flow.end()
    return this.#kind === 'sheets' ? this.#sheets.parts : [...this.#parts, ...this.#flow.parts]
  }

  enter(name: string, attributes: Attributes): void {
    this.styles.enter(name, attributes)
    this.#leaves.push(this.#leaveOf(name, attributes))
  }

  text(text: string): void {
    if (this.#skipping === 0 && this.#paragraphs > 0) this.#flow.add(text.replace(/\s+/gu, ' '))
  }

  leave(): void {
    this.#leaves.pop()?.()
  }

  #leaveOf(name: string, attributes: Attributes): Leave | undefined {
    const isHidden =
      this.styles.isHidden(valueOf(attributes, 'style-name')) &&
      name !== 'draw:page' &&
      name !== 'table:table'
    if (this.#skipping > 0 || SKIPPED.has(name) || isHidden) {
      this.#skipping += 1
      return () => void (this.#skipping -= 1)
    }
    return OdfReader.#ELEMENTS[name]?.(this, attributes)
  }

  static readonly #ELEMENTS: Readonly<
    Record<string, (reader: OdfReader, attributes: Attributes) => Leave | undefined>
  > = {
    'text:p': (reader) => reader.#paragraph(undefined),
    'text:h': (reader, attributes) =>
      reader.#paragraph(Math.min(countOf(valueOf(attributes, 'outline-level'), MAX_DEPTH), MAX_DEPTH)),
    'text:s': (reader) => reader.#add(' '),
    'text:tab': (reader) => reader.#add('\t'),
    'text:line-break': (reader) => reader.#add('\n'),
    'text:a': (reader, attributes) => reader.#link(attributes['xlink:href']),
    'text:list': (reader, attributes) => {
      reader.#lists.enter(
        valueOf(attributes, 'style-name'),
        valueOf(attributes, 'continue-numbering') === 'true' ||
          attributes['text:continue-list'] !== undefined,
      )
      return () => reader.#lists.leave()
    },
    'text:list-item': (reader, attributes) => {
      reader.#flow.end()
      reader.#flow.marker = reader.#lists.marker(valueOf(attributes, 'start-value'))
      const flow = reader.#flow
      return () => void (flow.marker = '')
    },
    'text:note': (reader) => reader.#note(),
    'text:note-citation': (reader) => reader.#aside(new Flow(), () => undefined),
    'draw:frame': (reader, attributes) => reader.#frame(attributes),
    'draw:custom-shape': (reader, attributes) => reader.#frame(attributes),
    'draw:text-box': (reader) => reader.#box(),
    'svg:desc': (reader) => reader.#description(),
    'draw:page': (reader, attributes) => reader.#slide(attributes),
    'presentation:notes': (reader) => reader.#speakerNotes(),
    'table:table': (reader, attributes) => reader.#table(attributes),
    'table:table-header-rows': (reader) => {
      reader.#tables.setHead(true)
      return () => reader.#tables.setHead(false)
    },
    'table:table-column': (reader, attributes) => {
      if (reader.#kind === 'sheets') reader.#sheets.column(attributes)
      return undefined
    },
    'table:table-row': (reader, attributes) =>
      reader.#kind === 'sheets' ? reader.#sheets.enterRow(attributes) : reader.#tables.enterRow(),
    'table:table-cell': (reader, attributes) => reader.#cell(attributes, false),
    'table:covered-table-cell': (reader, attributes) => reader.#cell(attributes, true),
  }

  #add(text: string): undefined {
    if (this.#paragraphs > 0) this.#flow.add(text)
  }

  #paragraph(depth: number | undefined): Leave {
    this.#flow.end()
    const [flow, outer] = [this.#flow, this.#behind]
    const behind: CellPart[] = []
    this.#behind = behind
    this.#paragraphs += 1
    return () => {
      if (depth !== undefined) flow.depth = depth
      flow.end()
      flow.depth = undefined
      flow.push(...behind)
      this.#paragraphs -= 1
      this.#behind = outer
    }
  }

  #link(href: string | undefined): Leave | undefined {
    const target = targetOf(href)
    const flow = this.#flow
    const { ends, units } = flow
    if (target === undefined) return undefined
    return () => {
      if (flow.ends === ends) flow.addTarget(units, target)
    }
  }

  /** Reads into another flow; what is open here goes on behind it. */
  #aside(content: Flow, then: Leave): Leave {
    const [flow, behind] = [this.#flow, this.#behind]
    this.#flow = content
    this.#behind = undefined
    return () => {
      content.end()
      this.#flow = flow
      this.#behind = behind
      then()
    }
  }

  #note(): Leave {
    const behind = this.#behind
    const content = new Flow()
    return this.#aside(content, () => {
      const [first, ...more] = content.parts
      if (first === undefined) return
      this.#notes += 1
      const parts = [{ ...first, text: `Note ${this.#notes}: ${first.text}` }, ...more]
      if (behind === undefined) this.#flow.push(...parts)
      else behind.push(...parts)
    })
  }

  /** What a frame holds stands behind the paragraph that it is anchored in. */
  #box(): Leave {
    const behind = this.#behind
    const content = new Flow()
    return this.#aside(content, () => {
      if (behind === undefined) this.#flow.push(...content.parts)
      else behind.push(...content.parts)
    })
  }

  /** On a slide: the title comes first, whatever was drawn first. */
  #frame(attributes: Attributes): Leave | undefined {
    if (this.#page === undefined) return undefined
    const role = this.#role
    this.#role = attributes['presentation:class'] ?? ''
    const isTitle = this.#role === 'title'
    const content = new Flow()
    const page = this.#page
    return this.#aside(content, () => {
      this.#role = role
      if (isTitle) page.title.push(...content.parts)
      else if (attributes['presentation:placeholder'] !== 'true') this.#flow.push(...content.parts)
    })
  }

  #description(): Leave {
    const flow = this.#flow
    const content = new Flow()
    this.#paragraphs += 1
    return this.#aside(content, () => {
      this.#paragraphs -= 1
      flow.addApart(content.line())
    })
  }

  #slide(attributes: Attributes): Leave {
    this.#pages += 1
    const title: CellPart[] = []
    const page = { number: this.#pages, title }
    this.#page = page
    const content = new Flow()
    const isHidden = this.styles.isHidden(valueOf(attributes, 'style-name'))
    return this.#aside(content, () => {
      this.#page = undefined
      if (isHidden) return
      const heading = page.title.map(({ text }) => text).join(' ')
      const parts = heading === '' ? content.parts : [{ text: heading, depth: 1 }, ...content.parts]
      for (const part of parts) this.#parts.push({ ...part, page: page.number })
    })
  }

  #speakerNotes(): Leave {
    const content = new Flow()
    const flow = this.#flow
    return this.#aside(content, () => {
      const [first, ...more] = content.parts
      if (first !== undefined) flow.push({ ...first, text: `Notes: ${first.text}` }, ...more)
    })
  }

  #table(attributes: Attributes): Leave {
    if (this.#kind === 'sheets') {
      const isHidden = this.styles.isHidden(valueOf(attributes, 'style-name'))
      return this.#sheets.enter(valueOf(attributes, 'name') ?? '', isHidden)
    }
    this.#flow.end()
    return this.#tables.enter(this.#flow)
  }

  #cell(attributes: Attributes, isCovered: boolean): Leave {
    const content = new Flow()
    return this.#aside(content, () => {
      if (this.#kind === 'sheets') this.#sheets.leaveCell(content, attributes, isCovered)
      else if (!isCovered) this.#tables.leaveCell(content, attributes)
    })
  }
}
