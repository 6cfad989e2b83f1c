import { Flow } from '../../text/flow.ts'
import { MathText } from '../../text/math-text.ts'
import type { CellPart } from '../../text/table-rows.ts'
import { targetOf } from '../html/elements.ts'
import { isOn, valueOf, type Attributes } from '../packed/xml.ts'
import { depthOf, markerOf, type Paragraph, type Surroundings } from './paragraph.ts'
import { symbolOf } from './symbols.ts'
import { Tables } from './tables.ts'

/**
 * What nobody sees: former properties, what changes have deleted or moved elsewhere, the second form of what
 * is there already.
 */
const SKIPPED = new Set(
  'w:pPrChange w:rPrChange w:tblPrChange w:trPrChange w:tcPrChange w:sectPrChange w:tblPrExChange w:del w:moveFrom mc:Fallback w:instrText'.split(
    ' ',
  ),
)
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
}

type Leave = () => void

/** Puts together what a part of a Word document says while the parser walks through it. */
export class BodyReader {
  readonly #around: Surroundings
  readonly #tables = new Tables()
  readonly #leaves: (Leave | undefined)[] = []
  #flow = new Flow()
  #paragraph: Paragraph | undefined
  #math: MathText | undefined
  #skipping = 0
  #isText = false
  #isHidden = false
  #inParagraphProperties = false
  #notes = 0

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** All that has been read. */
  end(): CellPart[] {
    this.#flow.end()
    return this.#flow.parts
  }

  enter(name: string, attributes: Attributes): void {
    this.#leaves.push(this.#leaveOf(name, attributes))
  }

  text(text: string): void {
    if (!this.#isText || this.#skipping > 0 || this.#isHidden) return
    if (this.#math === undefined) this.#flow.add(text)
    else this.#math.token(text)
  }

  leave(): void {
    this.#leaves.pop()?.()
  }

  #leaveOf(name: string, attributes: Attributes): Leave | undefined {
    if (this.#skipping > 0 || SKIPPED.has(name)) return this.#skip(name)
    const content = this.#tables.enter(name, attributes, this.#flow)
    if (content !== undefined) return this.#aside(content, () => this.#tables.leave(name, content))
    if (name === 'w:tbl' || name === 'w:tr') return () => this.#tables.leave(name, this.#flow)
    if (name === 'w:t' || name === 'm:t') return this.#textElement()
    if (this.#math !== undefined) return this.#inMath(this.#math, name, attributes)
    return this.#inParagraph(name, attributes)
  }

  #skip(name: string): Leave {
    // Within the properties of a row: the row itself.
    if (name === 'w:del' && this.#skipping === 0 && this.#paragraph === undefined) this.#tables.deleteRow()
    this.#skipping += 1
    return () => void (this.#skipping -= 1)
  }

  #textElement(): Leave {
    this.#isText = true
    return () => void (this.#isText = false)
  }

  /** Reads into another flow; what is open here goes on behind it. */
  #aside(content: Flow, then: Leave): Leave {
    const { flow, paragraph, isHidden } = {
      flow: this.#flow,
      paragraph: this.#paragraph,
      isHidden: this.#isHidden,
    }
    this.#flow = content
    this.#paragraph = undefined
    this.#isHidden = false
    return () => {
      content.end()
      this.#flow = flow
      this.#paragraph = paragraph
      this.#isHidden = isHidden
      then()
    }
  }

  #inMath(math: MathText, name: string, attributes: Attributes): Leave {
    const local = name.slice(name.indexOf(':') + 1)
    if (local === 'chr') math.token(valueOf(attributes, 'val') ?? '')
    math.enter(local)
    return () => math.leave()
  }

  #inParagraph(name: string, attributes: Attributes): Leave | undefined {
    const character = CHARACTERS[name]
    if (character !== undefined && !this.#isHidden && !this.#inParagraphProperties) this.#flow.add(character)
    const enter = BodyReader.#ELEMENTS[name]
    return enter === undefined ? this.#property(name, attributes) : enter(this, attributes)
  }

  /** What each element of a paragraph does. */
  static readonly #ELEMENTS: Readonly<
    Record<string, (reader: BodyReader, attributes: Attributes) => Leave | undefined>
  > = {
    'w:p': (reader) => reader.#enterParagraph(),
    'w:pPr': (reader) => reader.#paragraphProperties(),
    'w:r': (reader) => reader.#run(),
    'w:sym': (reader, attributes) => reader.#symbol(attributes),
    'w:txbxContent': (reader) => reader.#box(),
    'w:rt': (reader) => reader.#reading(),
    'w:hyperlink': (reader, attributes) => reader.#link(valueOf(attributes, 'id')),
    'm:oMath': (reader) => reader.#formula(),
    'w:footnote': (reader, attributes) => reader.#note(`foot ${valueOf(attributes, 'id')}`),
    'w:endnote': (reader, attributes) => reader.#note(`end ${valueOf(attributes, 'id')}`),
    'w:footnoteReference': (reader, attributes) => reader.#reference(`foot ${valueOf(attributes, 'id')}`),
    'w:endnoteReference': (reader, attributes) => reader.#reference(`end ${valueOf(attributes, 'id')}`),
  }

  #paragraphProperties(): Leave {
    this.#inParagraphProperties = true
    return () => void (this.#inParagraphProperties = false)
  }

  #symbol(attributes: Attributes): undefined {
    if (!this.#isHidden) this.#flow.add(symbolOf(valueOf(attributes, 'char')))
  }

  #enterParagraph(): Leave {
    this.#flow.end()
    const outer = this.#paragraph
    const paragraph: Paragraph = {
      style: '',
      list: undefined,
      level: undefined,
      outline: undefined,
      behind: [],
    }
    this.#paragraph = paragraph
    return () => {
      const flow = this.#flow
      flow.depth = depthOf(paragraph, this.#around)
      flow.marker = markerOf(paragraph, this.#around)
      if (this.#around.styles.isHidden(paragraph.style)) flow.drop()
      else flow.end()
      flow.depth = undefined
      flow.marker = ''
      flow.push(...paragraph.behind)
      this.#paragraph = outer
    }
  }

  #property(name: string, attributes: Attributes): undefined {
    const value = valueOf(attributes, 'val')
    const paragraph = this.#paragraph
    if (!this.#inParagraphProperties) return this.#runProperty(name, attributes)
    if (paragraph === undefined || value === undefined) return undefined
    if (name === 'w:pStyle') paragraph.style = value
    if (name === 'w:numId') paragraph.list = value
    if (name === 'w:ilvl') paragraph.level = Number(value)
    if (name === 'w:outlineLvl') paragraph.outline = Number(value)
    return undefined
  }

  #runProperty(name: string, attributes: Attributes): undefined {
    const value = valueOf(attributes, 'val') ?? ''
    if (name === 'w:vertAlign' && value === 'superscript') this.#flow.raise()
    if (name === 'w:vanish') this.#isHidden = isOn(attributes)
    if (name === 'w:rStyle' && this.#around.styles.isHidden(value)) this.#isHidden = true
  }

  #run(): Leave {
    const isHidden = this.#isHidden
    return () => {
      this.#isHidden = isHidden
      this.#flow.endRaised()
    }
  }

  /** A box stands behind the paragraph that it is anchored in, whose sentence it does not part. */
  #box(): Leave {
    const paragraph = this.#paragraph
    const flow = this.#flow
    const content = new Flow()
    return this.#aside(content, () => {
      if (paragraph === undefined) flow.push(...content.parts)
      else paragraph.behind.push(...content.parts)
    })
  }

  #reading(): Leave {
    const flow = this.#flow
    const content = new Flow()
    return this.#aside(content, () => flow.addReading(content.line()))
  }

  #link(id: string | undefined): Leave | undefined {
    const target = targetOf(this.#around.targets.get(id ?? '')?.target)
    const flow = this.#flow
    const { ends, units } = flow
    if (target === undefined) return undefined
    return () => {
      if (flow.ends === ends) flow.addTarget(units, target)
    }
  }

  #formula(): Leave {
    const math = new MathText()
    this.#math = math
    return () => {
      this.#math = undefined
      this.#flow.addApart(math.toString())
    }
  }

  #note(key: string): Leave {
    const content = new Flow()
    return this.#aside(content, () => void this.#around.notes.set(key, content.parts))
  }

  #reference(key: string): undefined {
    const [first, ...more] = this.#around.notes.get(key) ?? []
    if (first === undefined || this.#isHidden) return undefined
    this.#notes += 1
    this.#paragraph?.behind.push({ ...first, text: `Note ${this.#notes}: ${first.text}` }, ...more)
    return undefined
  }
}
