import { isOn, valueOf, walkXml, type Attributes } from '../packed/xml.ts'

interface Style {
  name: string
  basedOn: string | undefined
  /** 0-8 for headings, 9 for text. */
  outline: number | undefined
  numbering: string | undefined
  level: number | undefined
  isHidden: boolean | undefined
}

/** Of files without styles. */
const HEADING_ID = /^(?:heading|berschrift|überschrift|titre)\s?([1-6])$|^(title)$/i
/** Word keeps these names whatever language it speaks. */
const HEADING_NAME = /^(?:heading ([1-9])|(title))$/i
const MAX_DERIVATIONS = 20
const MAX_DEPTH = 6

/** What paragraphs and runs take from their styles, and from those that these are based on. */
export class Styles {
  readonly #styles = new Map<string, Style>()

  constructor(xml: string | undefined) {
    if (xml !== undefined) this.#read(xml)
  }

  depthOf(id: string): number | undefined {
    for (const { outline, name } of this.#chain(id)) {
      if (outline !== undefined) return depthOfOutline(outline)
      const [, depth, title] = HEADING_NAME.exec(name) ?? []
      if (title !== undefined) return 1
      if (depth !== undefined) return Math.min(Number(depth), MAX_DEPTH)
    }
    if (this.#styles.has(id)) return undefined
    const [, depth, title] = HEADING_ID.exec(id) ?? []
    if (title !== undefined) return 1
    return depth === undefined ? undefined : Number(depth)
  }

  numberingOf(id: string): { readonly numbering: string; readonly level: number } | undefined {
    const chain = this.#chain(id)
    const numbering = chain.find((style) => style.numbering !== undefined)?.numbering
    const level = chain.find((style) => style.level !== undefined)?.level ?? 0
    return numbering === undefined ? undefined : { numbering, level }
  }

  isHidden(id: string): boolean {
    return this.#chain(id).find(({ isHidden }) => isHidden !== undefined)?.isHidden === true
  }

  #chain(id: string): Style[] {
    const chain: Style[] = []
    for (let style = this.#styles.get(id); style !== undefined && chain.length < MAX_DERIVATIONS;) {
      chain.push(style)
      style = style.basedOn === undefined ? undefined : this.#styles.get(style.basedOn)
    }
    return chain
  }

  #read(xml: string): void {
    let open: Style | undefined
    walkXml(xml, {
      enter: (name, attributes) => {
        if (name === 'w:style') {
          open = { ...NO_STYLE }
          this.#styles.set(valueOf(attributes, 'styleId') ?? '', open)
        }
        if (open !== undefined) readProperty(open, name, attributes)
      },
      leave: (name) => {
        if (name === 'w:style') open = undefined
      },
    })
  }
}

function readProperty(style: Style, name: string, attributes: Attributes): void {
  if (name === 'w:vanish') style.isHidden = isOn(attributes)
  const value = valueOf(attributes, 'val')
  if (value === undefined) return
  if (name === 'w:name') style.name = value
  if (name === 'w:basedOn') style.basedOn = value
  if (name === 'w:outlineLvl') style.outline = Number(value)
  if (name === 'w:numId') style.numbering = value
  if (name === 'w:ilvl') style.level = Number(value)
}

const NO_STYLE: Style = {
  name: '',
  basedOn: undefined,
  outline: undefined,
  numbering: undefined,
  level: undefined,
  isHidden: undefined,
}

/** @returns undefined for the level of text */
export function depthOfOutline(outline: number): number | undefined {
  return outline >= 0 && outline <= 8 ? Math.min(outline + 1, MAX_DEPTH) : undefined
}
