import { valueOf, type Attributes } from '../packed/xml.ts'

const MAX_PARENTS = 20

interface Style {
  readonly parent: string | undefined
  isHidden: boolean
}

/** Which styles hide what has them, and which lists are numbered; learnt while a file is walked through. */
export class OdfStyles {
  readonly #styles = new Map<string, Style>()
  readonly #numbered = new Set<string>()
  #style: Style | undefined
  #list = ''

  enter(name: string, attributes: Attributes): void {
    if (name === 'style:style') this.#enterStyle(attributes)
    if (name === 'text:list-style') this.#list = valueOf(attributes, 'name') ?? ''
    if (name === 'text:list-level-style-number')
      this.#numbered.add(`${this.#list} ${valueOf(attributes, 'level')}`)
    if (this.#style !== undefined && hides(name, attributes)) this.#style.isHidden = true
  }

  isHidden(name: string | undefined): boolean {
    let style = this.#styles.get(name ?? '')
    for (let left = MAX_PARENTS; style !== undefined && left > 0; left--) {
      if (style.isHidden) return true
      style = style.parent === undefined ? undefined : this.#styles.get(style.parent)
    }
    return false
  }

  isNumbered(list: string, level: number): boolean {
    return this.#numbered.has(`${list} ${level}`)
  }

  #enterStyle(attributes: Attributes): void {
    this.#style = { parent: valueOf(attributes, 'parent-style-name'), isHidden: false }
    this.#styles.set(valueOf(attributes, 'name') ?? '', this.#style)
  }
}

/** By the properties of a style: which attribute hides, and by which value. */
const HIDING: Readonly<Record<string, readonly [attribute: string, value: string]>> = {
  'style:text-properties': ['text:display', 'none'],
  'style:table-properties': ['table:display', 'false'],
  'style:drawing-page-properties': ['presentation:visibility', 'hidden'],
}

function hides(name: string, attributes: Attributes): boolean {
  const [attribute, value] = HIDING[name] ?? []
  return attribute !== undefined && attributes[attribute] === value
}
