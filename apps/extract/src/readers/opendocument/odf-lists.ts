import type { OdfStyles } from './odf-styles.ts'

interface OpenList {
  readonly style: string
  count: number
}

/** The lists around the place where the reader is, and the marks of their items. */
export class OdfLists {
  readonly #styles: OdfStyles
  readonly #open: OpenList[] = []
  /** Lists that later ones go on counting. */
  readonly #counts = new Map<string, number>()

  constructor(styles: OdfStyles) {
    this.#styles = styles
  }

  enter(style: string | undefined, continues: boolean): void {
    const own = style ?? this.#open.at(-1)?.style ?? ''
    const count = continues ? (this.#counts.get(`${own} ${this.#open.length}`) ?? 0) : 0
    this.#open.push({ style: own, count })
  }

  leave(): void {
    const list = this.#open.pop()
    if (list !== undefined) this.#counts.set(`${list.style} ${this.#open.length}`, list.count)
  }

  /** @param start where the item begins to count anew */
  marker(start: string | undefined): string {
    const list = this.#open.at(-1)
    if (list === undefined || !this.#styles.isNumbered(list.style, this.#open.length)) return '- '
    list.count = start === undefined ? list.count + 1 : Number.parseInt(start, 10)
    return `${list.count}. `
  }
}
