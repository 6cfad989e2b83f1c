import { listNumber, type NumberStyle } from '../../text/list-number.ts'

const STYLES: Readonly<Record<string, NumberStyle>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
}

interface OpenList {
  /** The next item's, in a list that counts. */
  next: number | undefined
  readonly step: 1 | -1
  readonly style: string
}

/** The lists around the place where the reader is, and the marks of their items as browsers show them. */
export class Lists {
  readonly #open: OpenList[] = []

  enter(name: string, attributes: Readonly<Record<string, string>>): void {
    const start = Number.parseInt(attributes['start'] ?? '1', 10)
    this.#open.push({
      next: name === 'ol' ? (Number.isNaN(start) ? 1 : start) : undefined,
      step: attributes['reversed'] === undefined ? 1 : -1,
      style: STYLES[attributes['type'] ?? ''] ?? 'decimal',
    })
  }

  leave(): void {
    this.#open.pop()
  }

  marker(attributes: Readonly<Record<string, string>>): string {
    const list = this.#open.at(-1)
    if (list?.next === undefined) return '- '
    const value = Number.parseInt(attributes['value'] ?? '', 10)
    const number = Number.isNaN(value) ? list.next : value
    list.next = number + list.step
    return `${listNumber(number, list.style)}. `
  }
}
