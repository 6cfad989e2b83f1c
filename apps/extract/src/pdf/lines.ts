import { cellsOf, regionsOf, type Gutter, type Region } from './regions.ts'
import type { Row, Segment } from './rows.ts'

/** A line of running text, or a row of a table, in the order in which a person reads. */
export interface Line extends Segment {
  /** Lines of another flow (a column, a table, another page) stand elsewhere, whatever their places say. */
  readonly flow: number
  readonly isTableRow: boolean
  /** How far the lines of its column reach. */
  readonly margin: number
}

/** The lines of a page: columns one after the other, tables row by row with ` | ` between cells. */
export function linesOf(rows: readonly Row[]): Line[] {
  const flows: Segment[][] = [[]]
  const tables = new Map<readonly Segment[], true>()
  for (const region of regionsOf(rows)) {
    const kind = kindOf(region)
    if (kind === 'columns') flows.push(...columns(region), [])
    else if (kind === 'table') {
      const { table, rest } = tableOf(region)
      tables.set(table, true)
      flows.push(table, rest)
    } else flows.at(-1)?.push(...region.rows.flatMap(wholeLine))
  }
  return flows.flatMap((segments, flow) => linesOfFlow(segments, flow, tables.has(segments)))
}

function linesOfFlow(segments: readonly Segment[], flow: number, isTableRow: boolean): Line[] {
  const margin = segments.reduce((most, { right }) => Math.max(most, right), 0)
  return segments.map((segment) => ({ ...segment, flow, isTableRow, margin }))
}

function kindOf({ rows, gutters }: Region): 'columns' | 'running' | 'table' {
  if (gutters.length === 0 || isList(rows, gutters)) return 'running'
  return areColumns(rows.map((row) => cellsOf(row, gutters))) ? 'columns' : 'table'
}

/** A row of one cell after the last of several is text below the table. */
function tableOf({ rows, gutters }: Region) {
  const length = rows.findLastIndex(({ segments }) => segments.length > 1) + 1
  const table = rows.slice(0, length).map((row) => {
    const cells = ordered(row, cellsOf(row, gutters))
    return {
      ...spanOf(row),
      text: cells
        .map((cell) => cell?.text ?? '')
        .join(' | ')
        .trim(),
    }
  })
  return { table, rest: rows.slice(length).flatMap(wholeLine) }
}

function ordered<T>(row: Row, cells: readonly T[]): readonly T[] {
  return row.isRightToLeft ? cells.toReversed() : cells
}

function spanOf({ segments, y, size }: Row) {
  return {
    x: segments[0]?.x ?? 0,
    right: segments.at(-1)?.right ?? 0,
    y,
    size,
    isBold: segments.every(({ isBold }) => isBold),
  }
}

function wholeLine(row: Row): Segment[] {
  const segments = ordered(row, row.segments)
  const [first] = segments
  if (first === undefined) return []
  const text = segments.map((segment) => segment.text).join(' ')
  return [{ ...spanOf(row), text }]
}

const MARK = /^(?:[\p{L}\d]{1,4}[.)]|\(?[\p{L}\d]{1,3}\)|[\d.]{1,8}|\p{S}|\p{P}|\p{Co})$/u

/** Marks and numbers before the items of a list are no column. */
function isList(rows: readonly Row[], gutters: readonly Gutter[]): boolean {
  return gutters.length === 1 && rows.every((row) => MARK.test(cellsOf(row, gutters)[0]?.text ?? '•'))
}

/** What a column of running text has at least: lines, words in each, and how much of its width they fill. */
const LEAST_LINES = 3
const LEAST_WORDS = 3
const LEAST_FILLED = 0.55
const MAX_COLUMNS = 4

/** Columns of running text fill their width with words, line after line; cells of a table do not. */
function areColumns(table: readonly (readonly (Segment | undefined)[])[]): boolean {
  const count = table[0]?.length ?? 0
  if (count > MAX_COLUMNS) return false
  return Array.from({ length: count }, (_, at) => table.flatMap((cells) => cells[at] ?? [])).every(
    isRunningText,
  )
}

function isRunningText(lines: readonly Segment[]): boolean {
  if (lines.length < LEAST_LINES) return false
  const width = Math.max(...lines.slice(0, 200).map(({ x, right }) => right - x))
  const filled = lines.reduce((sum, { x, right }) => sum + right - x, 0) / lines.length / width
  const words = lines.reduce((sum, { text }) => sum + wordsIn(text), 0) / lines.length
  return filled >= LEAST_FILLED && words >= LEAST_WORDS
}

/** Scripts without blanks count some letters as a word. */
function wordsIn(text: string): number {
  return Math.max(text.split(' ').length, text.replace(/[^\u3000-\u9fff\uac00-\ud7af]/gu, '').length / 3)
}

function columns({ rows, gutters }: Region): Segment[][] {
  const isRightToLeft = rows.filter((row) => row.isRightToLeft).length * 2 > rows.length
  const each = Array.from({ length: gutters.length + 1 }, (_, at) =>
    rows.flatMap((row) => cellsOf(row, gutters)[at] ?? []),
  )
  return isRightToLeft ? each.toReversed() : each
}
