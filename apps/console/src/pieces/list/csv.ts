import { csvLine } from '@bulkhead/csv/csv-line'

import type { Column } from './columns.ts'

/** With a byte-order mark, by which spreadsheets know UTF-8. */
export function csvOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[header, ...rows].map(csvLine).join('')}`
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
