/** What stands before a part of a formula, by its role. Every such part is grouped. */
const BEFORE: Readonly<Record<string, string>> = { sup: '^', sub: '_', den: '/', rad: '√', num: '' }
/** The roles of the children of MathML, by their place. */
const CHILD_ROLES: Readonly<Record<string, readonly string[]>> = {
  msup: ['', 'sup'],
  mover: ['', 'sup'],
  msub: ['', 'sub'],
  munder: ['', 'sub'],
  msubsup: ['', 'sub', 'sup'],
  munderover: ['', 'sub', 'sup'],
  mfrac: ['num', 'den'],
  mroot: ['rad', ''],
}
/** The elements of Word's formulas and of MathML that are a role by their name. */
const NAME_ROLES: Readonly<Record<string, string>> = {
  sup: 'sup',
  sub: 'sub',
  num: 'num',
  den: 'den',
  rad: 'rad',
  msqrt: 'rad',
  d: 'num',
  mfenced: 'num',
}

const OPEN = '\ue000'
const CLOSE = '\ue001'
const OPERATOR = /^[=<>≤≥≠≈≡+±−×÷·→⇒∈∪∩-]$/u
const WORD_END = /[\p{L}\p{N}]$/u
const WORD_START = /^[\p{L}\p{N}]/u
const SIMPLE_GROUP = /\ue000([\p{L}\p{N}.,′]*)\ue001/gu

/** A formula on one line, as one would type it: `x^2`, `(a + b)/c`, `√(x + 1)`. */
export class MathText {
  #text = ''
  /** The end of the last token, if it stands right before the next. */
  #last = ''
  readonly #open: { readonly name: string; readonly grouped: boolean; children: number }[] = []

  enter(name: string): void {
    const parent = this.#open.at(-1)
    const role = (parent && CHILD_ROLES[parent.name]?.[parent.children]) || NAME_ROLES[name]
    if (parent !== undefined) parent.children += 1
    const before = role === undefined ? undefined : BEFORE[role]
    if (before !== undefined) {
      this.#text += before + OPEN
      this.#last = ''
    }
    this.#open.push({ name, grouped: before !== undefined, children: 0 })
  }

  token(raw: string): void {
    const token = raw.trim()
    if (token === '') return
    const isAfterWord = WORD_END.test(this.#last)
    this.#last = token.slice(-2)
    if (OPERATOR.test(token)) this.#text += ` ${token} `
    // Neighbours are products: written together they would be one word.
    else if (isAfterWord && WORD_START.test(token)) this.#text += ` ${token}`
    else this.#text += token
  }

  leave(): void {
    if (this.#open.pop()?.grouped !== true) return
    this.#text += CLOSE
    this.#last = ''
  }

  toString(): string {
    return this.#text
      .replace(SIMPLE_GROUP, '$1')
      .replaceAll(OPEN, '(')
      .replaceAll(CLOSE, ')')
      .replace(/ {2,}/gu, ' ')
      .trim()
  }
}
