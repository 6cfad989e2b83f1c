import { valueOf, type Attributes } from '../packed/xml.ts'
import { builtInFormat } from './number-format.ts'

/** How the numbers of each cell style are shown; fed by the part `styles`. */
export class CellStyles {
  readonly #formats = new Map<number, string>()
  readonly #styles: number[] = []
  #inCells = false

  enter(name: string, attributes: Attributes): void {
    if (name === 'x:numFmt') {
      this.#formats.set(Number(valueOf(attributes, 'numFmtId')), valueOf(attributes, 'formatCode') ?? '')
    }
    if (name === 'x:cellXfs') this.#inCells = true
    if (name === 'x:xf' && this.#inCells) this.#styles.push(Number(valueOf(attributes, 'numFmtId') ?? 0))
  }

  leave(name: string): void {
    if (name === 'x:cellXfs') this.#inCells = false
  }

  formatOf(style: string | undefined): string | undefined {
    const id = this.#styles[Number(style ?? 0)]
    return id === undefined ? undefined : (this.#formats.get(id) ?? builtInFormat(id))
  }
}
