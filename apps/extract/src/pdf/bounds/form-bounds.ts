import { contentOf, objectsOf, type PdfObject } from './pdf-objects.ts'
import { TooMuch } from './stream-limit.ts'

/**
 * How often forms are drawn on all pages together. Each time takes some 70 µs, and a form may draw others ten
 * times, which draw others.
 */
const MAX_DRAWN = 50_000
const MAX_PARENTS = 20

/**
 * Whether forms within forms are drawn as often as a person would have it. PDF.js draws each again and cannot
 * be interrupted: 1,500 bytes of six levels take minutes.
 */
export function drawsWithinBounds(bytes: Uint8Array, text: string): boolean {
  if (!/\/Form\b/u.test(text)) return true
  try {
    return new Drawing(bytes, objectsOf(bytes, text)).isWithinBounds()
  } catch (thrown) {
    if (!(thrown instanceof TooMuch)) throw thrown
    return false
  }
}

/** Who draws whom, as far as the names in dictionaries say; at worst each `Do` draws the costliest. */
class Drawing {
  readonly #bytes: Uint8Array
  readonly #objects: ReadonlyMap<string, PdfObject>
  readonly #costs = new Map<string, number>()

  constructor(bytes: Uint8Array, objects: ReadonlyMap<string, PdfObject>) {
    this.#bytes = bytes
    this.#objects = objects
  }

  isWithinBounds(): boolean {
    let drawn = 0
    for (const { dictionary } of this.#objects.values()) {
      if (!/\/Contents\b/u.test(dictionary) || /\/Subtype\s*\/(?!Page)/u.test(dictionary)) continue
      drawn += this.#drawnBy(dictionary, refsIn(dictionary, 'Contents'))
      if (drawn > MAX_DRAWN) return false
    }
    return true
  }

  /** How many forms are drawn when this one is: itself, and those within. */
  #costOf(form: string): number {
    const known = this.#costs.get(form)
    if (known !== undefined) return known
    // One that draws itself has no end.
    this.#costs.set(form, Number.POSITIVE_INFINITY)
    const cost = 1 + this.#drawnBy(this.#objects.get(form)?.dictionary ?? '', [form])
    this.#costs.set(form, cost)
    return cost
  }

  #drawnBy(dictionary: string, streams: readonly string[]): number {
    const most = this.#costliest(this.#resourcesOf(dictionary))
    const draws = most === 0 ? 0 : this.#drawsOf(streams)
    return draws === 0 ? 0 : most * draws
  }

  #costliest(resources: string): number {
    let most = 0
    for (const [, number = ''] of resources.matchAll(/(\d+)\s+\d+\s+R\b/gu)) {
      const object = this.#objects.get(number)
      const isForm = object?.stream !== undefined && /\/Subtype\s*\/Form\b/u.test(object.dictionary)
      if (isForm) most = Math.max(most, this.#costOf(number))
    }
    return most
  }

  /** What a page or a form may name: of its own, or of the pages above. */
  #resourcesOf(dictionary: string): string {
    let own = dictionary
    for (let left = MAX_PARENTS; left > 0 && !own.includes('/Resources'); left--) {
      const [parent] = refsIn(own, 'Parent')
      if (parent === undefined) return ''
      own = this.#objects.get(parent)?.dictionary ?? ''
    }
    const at = own.indexOf('/Resources')
    const resources = this.#followed(own.slice(at), 'Resources')
    return resources + this.#followed(resources, 'XObject')
  }

  /** The value of a name, wherever it stands. */
  #followed(text: string, name: string): string {
    const [number] = refsIn(text, name)
    return number === undefined ? text : (this.#objects.get(number)?.dictionary ?? '')
  }

  #drawsOf(streams: readonly string[]): number {
    let draws = 0
    for (const number of streams) {
      const stream = this.#objects.get(number)?.stream
      if (stream === undefined) continue
      const content = contentOf(this.#bytes, stream)
      for (let at = content.indexOf('Do'); at >= 0; at = content.indexOf('Do', at + 2)) draws += 1
    }
    return draws
  }
}

function refsIn(dictionary: string, name: string): string[] {
  const value =
    new RegExp(`/${name}\\s*(\\d+\\s+\\d+\\s+R\\b|\\[[^\\]]*\\])`, 'u').exec(dictionary)?.[1] ?? ''
  return [...value.matchAll(/(\d+)\s+\d+\s+R\b/gu)].map(([, number = '']) => number)
}
