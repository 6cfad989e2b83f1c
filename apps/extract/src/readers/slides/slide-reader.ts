import { Flow } from '../../text/flow.ts'
import { MathText } from '../../text/math-text.ts'
import type { CellPart } from '../../text/table-rows.ts'
import { targetOf } from '../html/elements.ts'
import { isOn, valueOf, type Attributes } from '../packed/xml.ts'
import { SlideTables } from './slide-tables.ts'

/** What nobody sees, or sees on every slide. */
const SKIPPED = new Set(['mc:Fallback', 'p:extLst', 'a:extLst'])
const FURNITURE = new Set(['dt', 'ftr', 'hdr', 'sldNum', 'sldImg'])
const TITLES = new Set(['title', 'ctrTitle'])
/** Programs write these by themselves. */
const GENERATED = /automatically generated|^(?:picture|image|grafik|bild|imagen|immagine|图片) ?\d*$/i

type Leave = () => void

interface Shape {
  readonly flow: Flow
  role: string
  isHidden: boolean
}

/** Puts together what one slide, or the notes of one, says while the parser walks through it. */
export class SlideReader {
  readonly title: CellPart[] = []
  readonly parts: CellPart[] = []
  /** Of charts and diagrams, in the order in which they stand. */
  readonly references: string[] = []
  isHidden = false
  readonly #targets: ReadonlyMap<string, { readonly target: string }>
  readonly #leaves: (Leave | undefined)[] = []
  readonly #tables = new SlideTables()
  #shape: Shape | undefined
  #flow = new Flow()
  #level: number | undefined
  #skipping = 0
  #isText = false
  #math: MathText | undefined
  #link: { readonly target: string; readonly from: number; readonly ends: number } | undefined

  constructor(targets: ReadonlyMap<string, { readonly target: string }>) {
    this.#targets = targets
  }

  enter(name: string, attributes: Attributes): void {
    this.#leaves.push(this.#leaveOf(name, attributes))
  }

  text(text: string): void {
    if (!this.#isText || this.#skipping > 0) return
    if (this.#math === undefined) this.#flow.add(text)
    else this.#math.token(text)
  }

  leave(): void {
    this.#leaves.pop()?.()
  }

  /** What stands outside of shapes, as the words of a diagram do. */
  looseParts(): CellPart[] {
    this.#flow.end()
    return this.#flow.parts
  }

  #leaveOf(name: string, attributes: Attributes): Leave | undefined {
    if (this.#skipping > 0 || SKIPPED.has(name)) {
      this.#skipping += 1
      return () => void (this.#skipping -= 1)
    }
    if (name === 'a:t' || name === 'm:t') {
      this.#isText = true
      return () => void (this.#isText = false)
    }
    if (this.#math !== undefined) return this.#inMath(this.#math, name)
    return SlideReader.#ELEMENTS[name]?.(this, attributes)
  }

  static readonly #ELEMENTS: Readonly<
    Record<string, (reader: SlideReader, attributes: Attributes) => Leave | undefined>
  > = {
    'p:sld': (reader, attributes) => {
      const show = valueOf(attributes, 'show')
      reader.isHidden = show !== undefined && !isOn({ val: show })
      return undefined
    },
    'p:sp': (reader) => reader.#enterShape(),
    'p:graphicFrame': (reader) => reader.#enterShape(),
    'p:pic': (reader) => reader.#enterShape(),
    'p:cNvPr': (reader, attributes) => reader.#describe(attributes),
    'p:ph': (reader, attributes) => {
      if (reader.#shape !== undefined) reader.#shape.role = attributes['type'] ?? 'body'
      return undefined
    },
    'a:p': (reader) => reader.#paragraph(),
    'a:pPr': (reader, attributes) => {
      reader.#level = Number(attributes['lvl'] ?? 0)
      return undefined
    },
    'a:buNone': (reader) => {
      reader.#level = undefined
      return undefined
    },
    'a:br': (reader) => {
      reader.#flow.add('\n')
      return undefined
    },
    'a:tab': (reader) => {
      reader.#flow.add('\t')
      return undefined
    },
    'a:hlinkClick': (reader, attributes) => reader.#enterLink(valueOf(attributes, 'id')),
    'a:r': (reader) => () => reader.#leaveLink(),
    'm:oMath': (reader) => reader.#formula(),
    'c:chart': (reader, attributes) => reader.#refer(valueOf(attributes, 'id')),
    'dgm:relIds': (reader, attributes) => reader.#refer(valueOf(attributes, 'dm')),
    'a:tbl': (reader) => reader.#tables.enter(reader.#flow),
    'a:tr': (reader) => reader.#tables.enterRow(),
    'a:tc': (reader, attributes) => reader.#cell(attributes),
  }

  #enterShape(): Leave {
    const around = { shape: this.#shape, flow: this.#flow }
    const flow = new Flow()
    const shape: Shape = { flow, role: '', isHidden: false }
    this.#shape = shape
    this.#flow = flow
    return () => {
      flow.end()
      this.#shape = around.shape
      this.#flow = around.flow
      if (!shape.isHidden && !FURNITURE.has(shape.role)) {
        if (TITLES.has(shape.role)) this.title.push(...flow.parts)
        else this.parts.push(...flow.parts)
      }
    }
  }

  #describe(attributes: Attributes): undefined {
    const hidden = attributes['hidden']
    if (this.#shape !== undefined && hidden !== undefined) this.#shape.isHidden = isOn({ val: hidden })
    const text = attributes['descr']?.replace(/\s+/gu, ' ').trim() ?? ''
    if (text !== '' && !GENERATED.test(text)) this.#flow.push({ text })
  }

  #paragraph(): Leave {
    this.#flow.end()
    this.#level = undefined
    const flow = this.#flow
    return () => {
      if (this.#level !== undefined && this.#level > 0 && !TITLES.has(this.#shape?.role ?? ''))
        flow.marker = '- '
      flow.end()
      flow.marker = ''
    }
  }

  #enterLink(id: string | undefined): undefined {
    const target = targetOf(this.#targets.get(id ?? '')?.target)
    const { units: from, ends } = this.#flow
    if (target !== undefined) this.#link = { target, from, ends }
  }

  /** The link is a property of the run, whose text comes behind it. */
  #leaveLink(): void {
    if (this.#link?.ends === this.#flow.ends) this.#flow.addTarget(this.#link.from, this.#link.target)
    this.#link = undefined
  }

  #formula(): Leave {
    const math = new MathText()
    this.#math = math
    return () => {
      this.#math = undefined
      this.#flow.addApart(math.toString())
    }
  }

  #inMath(math: MathText, name: string): Leave {
    math.enter(name.slice(name.indexOf(':') + 1))
    return () => math.leave()
  }

  #refer(id: string | undefined): undefined {
    if (id !== undefined) this.references.push(id)
  }

  #cell(attributes: Attributes): Leave {
    const around = this.#flow
    const content = new Flow()
    this.#flow = content
    return () => {
      content.end()
      this.#flow = around
      this.#tables.leaveCell(content, attributes)
    }
  }
}
