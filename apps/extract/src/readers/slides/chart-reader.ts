import type { Part } from '../../text/extracted.ts'
import type { Attributes } from '../packed/xml.ts'

interface Series {
  name: string
  readonly categories: Map<number, string>
  readonly values: Map<number, string>
}

const MAX_POINTS = 10_000

/** What a chart shows: its title, and each category with its values. */
export class ChartReader {
  readonly #series: Series[] = []
  readonly #names: string[] = []
  #title = ''
  #text = ''
  #point = 0
  #points = 0

  enter(name: string, attributes: Attributes): void {
    this.#names.push(name)
    this.#text = ''
    if (name === 'c:ser') this.#series.push({ name: '', categories: new Map(), values: new Map() })
    if (name === 'c:pt') this.#point = Number(attributes['idx'] ?? 0)
  }

  text(text: string): void {
    this.#text += text
  }

  leave(): void {
    const name = this.#names.pop()
    if (name === 'a:t') this.#title += this.#names.includes('c:title') ? `${this.#text} ` : ''
    if (name === 'c:v') this.#value(this.#text.trim())
    this.#text = ''
  }

  parts(): Part[] {
    const title = this.#title.replace(/\s+/gu, ' ').trim()
    const shown = this.#series.filter(({ values }) => values.size > 0)
    const at = [...new Set(shown.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b)
    const rows = at.map((point) => ({ text: rowOf(point, shown) }))
    return [...(title === '' ? [] : [{ text: title }]), ...rows]
  }

  #value(value: string): void {
    const series = this.#series.at(-1)
    if (series === undefined || this.#points >= MAX_POINTS) return
    this.#points += 1
    if (this.#names.includes('c:tx')) series.name = value
    if (this.#names.includes('c:cat') || this.#names.includes('c:xVal'))
      series.categories.set(this.#point, value)
    if (this.#names.includes('c:val') || this.#names.includes('c:yVal')) series.values.set(this.#point, value)
  }
}

function rowOf(point: number, series: readonly Series[]): string {
  const category = series.find(({ categories }) => categories.has(point))?.categories.get(point)
  const values = series.flatMap(({ name, values: own }) => {
    const value = own.get(point)
    return value === undefined ? [] : [name === '' ? value : `${name}: ${value}`]
  })
  return [...(category === undefined ? [] : [category]), ...values].join(' | ')
}
