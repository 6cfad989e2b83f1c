import type { Column } from './columns.ts'

/** Starts a formula in spreadsheets, which would run it. */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^-?\d+(\.\d+)?$/

/** RFC 4180, with a byte-order mark for spreadsheets; a text that would be a formula stays text. */
export function csvOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map(cellOf).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The columns that have text; those that are buttons or bars have none. */
export function tableCsv<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const textual = columns.flatMap(({ header, text }) => (text === undefined ? [] : [{ header, text }]))
  const cells = rows.map((row) => textual.map(({ text }) => String(text(row) ?? '')))
  const header = textual.map((column) => column.header)
  return csvOf(header, cells)
}

/** Hands the browser a file. */
export function saveFile(name: string, content: string | Blob, type = 'text/csv;charset=utf-8'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
