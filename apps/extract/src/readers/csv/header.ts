/**
 * What stands above the values: titles of the table, and the names of its columns, none if the first row
 * holds values already.
 */
export interface Header {
  readonly titles: readonly string[]
  readonly names: readonly string[] | undefined
  /** How many of the first rows that is. */
  readonly rows: number
}

const MAX_TITLES = 5

/** @param first the first rows, without blank ones */
export function headerOf(first: readonly (readonly string[])[]): Header {
  const width = Math.max(0, ...first.map(filled))
  const at = first.findIndex((row) => filled(row) > 1 || width < 2)
  if (at < 0 || at > MAX_TITLES) return { titles: [], names: first[0], rows: 1 }
  const titles = first.slice(0, at).map((row) => row.find((cell) => cell !== '') ?? '')
  const names = first[at]
  if (names === undefined || holdsValues(names, first.slice(at + 1))) {
    return { titles, names: undefined, rows: at }
  }
  return { titles, names, rows: at + 1 }
}

function filled(row: readonly string[]): number {
  return row.filter((cell) => cell !== '').length
}

const VALUE = /^[-+(]?[$€£]?\s?\d[\d\s.,:/'-]*[%€$£)]?$/u
const YEAR = /^(?:19|20)\d\d$/u

/** Whether numbers or dates stand in it where the rows below have them too. Years may head columns. */
function holdsValues(names: readonly string[], below: readonly (readonly string[])[]): boolean {
  if (below.length === 0) return false
  const numeric = names.flatMap((name, at) => (VALUE.test(name) ? [{ name, at }] : []))
  if (numeric.every(({ name }) => YEAR.test(name))) return false
  return numeric.every(({ at }) => below.some((row) => VALUE.test(row[at] ?? '')))
}
