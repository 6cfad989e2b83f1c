import { joinRuns } from './join-runs.ts'
import type { Run } from './runs.ts'

/** Runs without a wide gap between them: a line, or the line of a cell or column. */
export interface Segment {
  readonly text: string
  readonly x: number
  readonly right: number
  readonly size: number
  readonly y: number
  readonly isBold: boolean
}

/** What stands on one level of a page, from left to right. */
export interface Row {
  readonly y: number
  readonly size: number
  readonly segments: readonly Segment[]
  readonly isRightToLeft: boolean
}

interface OpenRow {
  y: number
  x: number
  right: number
  size: number
  readonly runs: Run[]
}

/**
 * Parts of a letter's size: baselines this close are one row; so are these when nothing stands above another.
 */
const SAME_ROW = 0.4
const NEAR_ROW = 0.7
/** How large the letters of a subscript are at most, as a part of those beside it. */
const SMALL = 0.85
/** In a line of more runs a gap is not looked for. */
const MAX_GAPS = 200
/** A gap wider than this many letter sizes may part two cells. */
const CELL_GAP = 1

/** Sorted from top to bottom; n log n in the number of runs. */
export function rowsOf(runs: readonly Run[], isBold: (font: string) => boolean): Row[] {
  const rows: OpenRow[] = []
  for (const run of runs.toSorted((a, b) => a.y - b.y)) {
    const row = rows.at(-1)
    if (row !== undefined && fits(row, run)) extend(row, run)
    else rows.push({ y: run.y, x: run.x, right: run.right, size: run.size, runs: [run] })
  }
  return rows.map((row) => closed(row, isBold))
}

function fits(row: OpenRow, run: Run): boolean {
  const size = Math.max(row.size, run.size)
  const apart = run.y - row.y
  const isBeside = run.x >= row.right || run.right <= row.x
  if (apart <= SAME_ROW * size) return true
  return apart <= NEAR_ROW * size && (isBeside || isSubscript(row, run))
}

/** Smaller letters below the line, in a gap that was left for them: H₂O. */
function isSubscript(row: OpenRow, run: Run): boolean {
  if (run.size > SMALL * row.size || row.runs.length > MAX_GAPS) return false
  const slack = 0.1 * run.size
  return row.runs.every((other) => other.right <= run.x + slack || other.x >= run.right - slack)
}

function extend(row: OpenRow, run: Run): void {
  // The baseline is that of the largest letters: a footnote mark above it does not lift the line.
  if (run.size > row.size) row.y = run.y
  row.size = Math.max(row.size, run.size)
  row.x = Math.min(row.x, run.x)
  row.right = Math.max(row.right, run.right)
  row.runs.push(run)
}

function closed({ y, size, runs }: OpenRow, isBold: (font: string) => boolean): Row {
  const isRightToLeft = lettersOf(runs, true) > lettersOf(runs, false)
  const segments = groupsOf(runs.toSorted((a, b) => a.x - b.x)).map((group) => ({
    text: joinRuns(group, isRightToLeft),
    x: group[0]?.x ?? 0,
    right: Math.max(...group.slice(-8).map(({ right }) => right)),
    size: Math.max(...group.slice(0, 64).map((run) => run.size)),
    y,
    isBold: group.every(({ font }) => isBold(font)),
  }))
  return { y, size, segments, isRightToLeft }
}

function lettersOf(runs: readonly Run[], isRightToLeft: boolean): number {
  return runs.reduce((sum, run) => sum + (run.isRightToLeft === isRightToLeft ? run.text.length : 0), 0)
}

function groupsOf(runs: readonly Run[]): Run[][] {
  const groups: Run[][] = []
  let right = 0
  let previous: Run | undefined
  for (const run of runs) {
    if (previous !== undefined && isDrawnTwice(previous, run)) continue
    const open = groups.at(-1)
    if (open === undefined || run.x - right > CELL_GAP * run.size) groups.push([run])
    else open.push(run)
    right = Math.max(open === undefined ? run.right : right, run.right)
    previous = run
  }
  return groups
}

/** Bold letters are often made of the same ones drawn again, a hair aside. */
function isDrawnTwice(first: Run, second: Run): boolean {
  return (
    first.text === second.text &&
    Math.abs(first.x - second.x) < 0.1 * first.size &&
    Math.abs(first.y - second.y) < 0.1 * first.size
  )
}
