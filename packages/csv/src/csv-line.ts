export type Cell = string | number | null | undefined

/**
 * How a formula starts in spreadsheets, as OWASP lists it. Full-width signs are read as the narrow ones in some
 * languages.
 */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/
/**
 * Ids of Workers AI models start with `@`, numbers below 0 with `-`. Written as they are, so that they can be
 * joined: without brackets, `|` and `!`, a formula can call nothing and reach nothing outside its sheet.
 */
const HARMLESS = /^[@-]?[\w./:-]+$/

/** A line of RFC 4180; a text that could run as a formula in a spreadsheet is written after a `'`. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => cellOf(cell)).join(',')}\r\n`
}

function cellOf(value: Cell): string {
  const text = value === undefined || value === null ? '' : String(value)
  const safe = FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
